/** Detectors for looking closely: research, metrics, design. */
import { FROM_TO, LATER, PAST_MOVE, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { CHOICE_CUES, OUTCOME_CUES } from './detect-story.ts';

const MEASURE =
  /\b(?:share|rate|ratio|percent|percentage|number|count|median|average|sessions?|orders?|bookings?|pickups?|visits?|requests?|tickets|transactions|trips|completed|completion|finished|returned|time to|minutes|per (?:\w+ )?(?:day|week|month|user|household|session|customer|driver|order|shift|store|100|thousand))\b/u;
/** Words for looking whether something happens. */
export const WATCH =
  /\b(?:watch|count|track|measure|look at|check|monitor|compare|see (?:how|if|whether)|keep an eye|know (?:it|that|by)|would tell|signal|report every)\b/u;

export const STUDY: Readonly<Record<string, Detector>> = {
  belief: {
    looksFor: 'what was believed at the start',
    needs:
      /\b(?:believ\w+|thinks?|thought|assum\w+|expect\w*|sure|convinced|certain|guess\w*|supposed|hypothesis|theory|took for granted|told ourselves|suspect\w*|loved|was for it|took it for|plan was|belief)\b/u,
    cues: [
      cue(
        /\b(?:we|i|they|everyone|team|everybody|management|sales|company|ceo|founder|\w+s)(?: all| had| were| was|'d)? (?:\w+ )?(?:believed?s?|thought|think|thinks|assumed?s?|assuming|expected|expects?|sure|convinced|certain|guessed|took for granted|supposed|told ourselves|bet|planned|loved|wanted it|suspected?)\b/u,
        0.65,
      ),
      cue(
        /\b(?:assumption|belief|hypothesis|theory|conviction|guess|bet|suspicion|plan) (?:was|is|that|would be|in the)\b/u,
        0.5,
      ),
      cue(/\b(?:because|that|wanted|needed|would|too|more)\b/u, 0.2),
    ],
  },
  method: {
    looksFor: 'a method and who it was used with',
    cues: [
      cue(
        /\b(?:interview\w*|ask(?:ed)?|ride (?:along|with)|sit (?:with|in|next|beside)|stand (?:with|beside|next)|phone[d]?|call|see what|check (?:in|whether)|watch(?:ed)?|observ\w+|shadow\w*|follow(?:ed)?|sat with|sat (?:in|next|beside)|called|visit\w*|read|listen\w*|photograph\w*|diar(?:y|ies)|logs?|tickets?|recordings?|survey\w*|test(?:ed)?|prototype\w*|spent (?:a|two|three|the)|rode|travelled|looked (?:at|through)|counted|wrote down|stood (?:at|by|in|near|outside)|stand (?:at|by|in|near|outside)|tally|took notes|walk me through|showed me|records? (?:of|the)|went through|tried it|grid|notebook)\b/u,
        0.5,
      ),
      cue(
        /\b(?:because|since|so that|as (?:they|we|people)|who|not an interview|in order|would show|rather than|couldn't|whether|to see|proxies|nothing clever)\b/u,
        0.3,
      ),
      cue(/\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:\w+ ){0,2}\w+s\b/u, 0.25),
    ],
  },
  observation: {
    looksFor: 'one thing seen or heard',
    cues: [
      cue(/"[^"]{6,}"/u, 0.6),
      cue(
        /\b(?:wrote|said|told|asked|pushed|crossed|clicked|stopped|stood|opened|put|held|scribbled|pointed|sighed|laughed|typed|copied|printed|carried|taped|clustered|showed|walked|kept|hid|folded|swore|cried|looked at|came back|nobody)\b/u,
        0.3,
      ),
      cue(
        /\b(?:one (?:\w+ )?(?:tutor|daughter|woman|man|nurse|driver|user|customer|person|mother|father|clerk|teacher|farmer|of them)|(?:two|three|four|five|six|seven) of (?:the )?\w+|at \d|every (?:evening|morning|time)|on the (?:wall|table|desk|back|door|floor|screen)|in the (?:kitchen|car|yard|hall|drawer|basement|margin))\b/u,
        0.4,
      ),
    ],
  },
  surprise: {
    looksFor: 'what went against the belief',
    cues: [
      cue(
        /\b(?:it didn't|they didn't|nobody|no one|none of|wasn't (?:\w+ ){0,4}it was|not (?:over |about |because )?(?:\w+ ){1,5}(?:it was|but)|opposite|turned out|surpris\w+|unexpected\w*|but (?:\w+ ){0,6}told me|contradict\w+|instead|in fact|actually|had nothing to do|rather have|the other way|instead of|wrong about|didn't expect|nearly all of|hardly any\w*|(?:they|he|she|who)(?:'d| would) (?:not|never)|otherwise|(?:was|were|be) wrong|the (?:team|others) (?:was|were) right|if the \w+ (?:explanation|belief|idea|theory) holds|different from what)\b/u,
        0.55,
      ),
      cue(/\b(?:but|so)\b/u, 0.15),
      cue(
        /\b(?:copy it forever|lost everything|stopped|clustered|mostly|all of them|half|five of|six of|four of|three of)\b/u,
        0.25,
      ),
    ],
  },
  decision_changed: {
    looksFor: 'the decision that changed',
    cues: [
      ...CHOICE_CUES,
      cue(
        /\b(?:instead|dropped|binned|scrapped|postponed|cancelled|stopped|moved|lower|replaced|no longer|in its place|threw|shelved|turned (?:it|that) into)\b/u,
        0.35,
      ),
    ],
    unless: /\b(?:would|will) (?:then )?(?:share|present)\b/u,
  },
  success_for_both: {
    looksFor: 'success for the user and the business',
    cues: [
      cue(
        /\b(?:wants?|needs?|gets?|trying to|so (?:that )?(?:he|she|they|people|someone)|someone|goal|in order to|before|once|right|success is|without)\b/u,
        0.35,
      ),
      cue(
        /\b(?:we (?:only )?(?:earn|make money|get paid|save|sell|lose)|cost(?:s)? us|business|revenue|renew\w*|pays?|margin|return freight|loss|subscription|selling|ad (?:money|income|revenue)|leave us|keep us|trust us)\b/u,
        0.45,
      ),
      cue(/\b(?:because|and we|if|meaningful|not (?:opens|clicks)|completing|finishing)\b/u, 0.2),
    ],
  },
  computable_metric: {
    looksFor: 'one number that could be computed',
    cues: [
      cue(
        /\b(?:main (?:number|metric)|primary|how often|one number|the number|i'd (?:pick|choose|use|take|look at)|metric (?:is|would be|was)|would be|i would (?:pick|choose|measure|use)|share of|percentage of|number of|median|how many)\b/u,
        0.4,
      ),
      cue(MEASURE, 0.35),
      cue(
        /\b(?:within|per|in the (?:first|last)|after|divided by|out of|over|days|hours|minutes|weeks)\b.{0,20}\b/u,
        0.25,
      ),
      cue(
        /\b(?:that (?:end|lead|reach|are|were)|which (?:end|lead|reach|are|were)|not (?:opens|clicks|orders|logins|signups|visits|just)|who (?:come|came|finish|return)|followed by)\b/u,
        0.35,
      ),
    ],
    unless: /\b(?:such as|metrics like|there are|for instance)\b.{0,60},.{0,60},/u,
  },
  guardrail: {
    looksFor: 'what must not get worse',
    cues: [
      cue(
        /\b(?:next to it|keep (?:an eye|next)|guardrails? would|must not|may not|not get worse|at the same time|alongside|besides|counter|can (?:push|pump|game)|push it up|pump|could (?:push|game)|gam(?:e|ing)|hide|hiding|look(?:s)? (?:better|good|fine)|cheat\w*|fool\w*|beside it|besides it|i(?:'d| would) fear|misleading|clickbait|wrong reason|not go up|by force|credit for|too, and|just give up|only the easy|instead of complain\w*|only moved)\b/u,
        0.45,
      ),
      cue(
        /\b(?:opt-?out|uninstall\w*|returns?|refunds?|complaints?|cancel\w*|calls?|late|errors?|unsubscribes?|zero-result|wrong|churn|wait\w*|tickets|accidents?|rejections?|fraud|overtime)\b/u,
        0.4,
      ),
      cue(/\b(?:because|since|if|rate|per (?:week|day|order|100)|then)\b/u, 0.2),
    ],
  },
  diagnosis: {
    looksFor: 'how a movement was traced to its cause',
    cues: [
      cue(
        /\b(?:broke (?:it|that|this) down|break it down|split(?:ting)?|segment(?:ed)?|per (?:group|team|country|type|step|city|platform|depot|version|country|segment|\w+ type)|by (?:how|platform|country|city|depot|version|device|region|type|segment|step|hour|store)|compare(?:d)?|separately|for each|on its own|funnel step|drill\w*|(?:took|take|taken) (?:it|that|this) apart|those who .{3,60} those who|by (?:rule|cohort|group|age|week|team|market)|cohorts?|(?:old|new) (?:against|and|or|versus) (?:new|old)|newcomers|went through the|looked at the|looked only|isolat\w+|trace\w*|released the day before|app version|new (?:vs|or|and|versus) )\b/u,
        0.5,
      ),
      cue(
        /\b(?:only|was just|had (?:gone|been|renamed|changed|deleted|shipped)|turned out|because|the rest|stayed|average hides|hides|whether it's real|tracking|double count|logs?|tickets|holdout)\b/u,
        0.35,
      ),
      cue(/\b(?:if|then|first)\b/u, 0.15),
    ],
  },
  action: {
    looksFor: 'what was done because of the data',
    cues: [
      ...CHOICE_CUES,
      cue(
        /\b(?:turned (?:\w+ ){0,3}off|restore\w*|roll(?:ed)? back|mapped|fixed|changed|paused|removed|rewrote|that (?:afternoon|day|week)|in that case|the same (?:day|afternoon))\b/u,
        0.35,
      ),
    ],
    unless:
      /\bi(?:'d| would) (?:first |then |also )*(?:look|check|compare|split|segment|break|monitor|measure|define|pick|choose|set up|run|have a small|gather|keep an eye)\b/u,
  },
  validation: {
    looksFor: 'how it was confirmed',
    cues: [
      cue(FROM_TO, 0.5),
      cue(
        /\b(?:holdout|control|left (?:unchanged|alone)|hadn't|had not|kept the|stayed (?:flat|low|the same)|compared (?:to|with)|against (?:the|those|last)|other (?:half|group|stores?|cities|brands|depot)|before and after|switch\w* .{0,30}\boff for|for (?:one|some|half|a few) (?:in|of|players|users|shops|customers)|comparison|see if (?:they|it|that)|in that (?:tenth|half|group|part)|random\w*|same week last|without the|didn't get)\b/u,
        0.5,
      ),
      cue(PAST_MOVE, 0.3),
      cue(LATER, 0.2),
    ],
    unless: /\b\d+% (?:power|significance)\b|sigma/u,
  },
  user_goal: {
    looksFor: 'who the user is and what they want done',
    cues: [
      cue(
        /\b(?:wants?|needs? to|trying to|has to|doesn't want|wants? to know|can i|wish\w*|hopes?|in order to|to get|get (?:it|this|that) done|so that (?:he|she|they))\b/u,
        0.45,
      ),
      cue(
        /\b(?:standing|sitting|alone|at home|on (?:a|the) (?:phone|train|bus|way|ward|roof|ladder|site|night)|with (?:gloves|a child|one hand|a baby)|in (?:a|the) (?:yard|car|van|hall|kitchen|vestibule|street|queue|dark)|grieving|years old|is \d\d|at night|once a year|for the first time|you are an?)\b/u,
        0.35,
      ),
      cue(
        /\b(?:who|person|someone|a \w+er|an? (?:immigrant|widow|commuter|nurse|driver|parent|student|patient|farmer|clerk))\b/u,
        0.25,
      ),
    ],
  },
  friction: {
    looksFor: 'the step where it goes wrong',
    cues: [
      cue(
        /\b(?:asks? (?:for|first)|need to type|has to type|type|enter|re-?enter|timeout|session|rejects?|error|lost?|lose|begin again|starts? over|can't (?:go on|continue|find|see)|cannot go on|don't have at hand|nobody remembers|look the same|confus\w+|stuck|bail|gives? up|where it (?:breaks|hurts|goes wrong|'s hard)|goes wrong|(?:has|have) to (?:phone|call|say|remember|guess|wait|search|choose)|by heart|one by one|only after|gave up|is the pain|refuse|hard work|without saying|pushed the|wrong (?:hole|field|button|one)|hidden|twice|three times|(?:does not|doesn't) (?:say|tell|answer|work|load|fit)|can mean|nobody (?:knows|has|understands|finds))\b/u,
        0.5,
      ),
      cue(
        /\b(?:field|form|screen|page|step|button|number|code|password|date|tray|manual|label|menu|box|upload|photo|login|ticket|pin|card)\b/u,
        0.3,
      ),
      cue(/\b(?:so|because|without|and then|that)\b/u, 0.15),
    ],
  },
  first_change: {
    looksFor: 'the first change and why',
    cues: [
      cue(
        /\b(?:first (?:change|thing)|the first|i(?:'d| would) (?:let|start|begin|remove|replace|show|move|split|drop|ask|put|save|make|turn|keep|change|list|begin)|start (?:from|with)|only one|one change)\b/u,
        0.5,
      ),
      cue(
        /\b(?:since|because|so (?:that )?(?:he|she|they|people|nobody|you)|instead|not the|rather than|replaces|where people|therefore|that way)\b/u,
        0.35,
      ),
      cue(
        /\b(?:draft|photo|voice|picture|button|tap|look (?:it|the number) up|prefill\w*|remember\w*|scan|list|lid|save)\b/u,
        0.25,
      ),
    ],
  },
  accessibility: {
    looksFor: 'a person who could be shut out, and what helps',
    cues: [
      cue(
        /\b(?:screen ?readers?|tremor|arthritis|blind|deaf|hear(?:s|ing)? (?:badly|aid|loss)|hard of hearing|low vision|colou?r.?blind|dyslexi\w+|one hand(?:ed)?|wheelchair|gloves|glasses|can't (?:see|read|hear|type)|cannot (?:see|read|hear|type)|braille|captions?|large(?:r)? (?:letters|print|text)|bigger fonts?|contrast|plain (?:words|language)|another language|first language|old(?:er)? people|elderly|without nails|by phone|large type|can't do|cannot do|readable|poor (?:sight|eyes|hearing)|shaky|not everyone|without (?:a |the )?(?:app|phone|smartphone)|helper|not online|read aloud|out loud|keyboard only)\b/u,
        0.55,
      ),
      cue(
        /\b(?:for (?:people|someone|somebody|those|anyone)|who|errors? in text|rather than a (?:red|colou?r)|since many|not (?:only|by) (?:colou?r|sound)|feel|keep typing|also)\b/u,
        0.35,
      ),
    ],
  },
  success_signal: {
    looksFor: 'how one would know that it got better',
    cues: [
      cue(WATCH, 0.45),
      cue(
        /\b(?:how many|finished|completed|within|without (?:a|calling)|calls?|come back|came back|the same day|rejected|drop\w*|abandon\w*|share|first (?:week|\d+))\b/u,
        0.35,
      ),
      cue(/\bif\b.{4,80}\b(?:up|down|not|less|more|roll|back|wrong|go)\b/u, 0.35),
      ...OUTCOME_CUES.slice(0, 2),
    ],
    unless: /\b(?:a\/b test and iterate|test all with users|conversion rate for sure|five users)\b/u,
  },
};
