/** Detectors for looking closely: research and metrics. */
import { FROM_TO, LATER, PAST_MOVE, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { CHOICE_CUES } from './detect-story.ts';

const MEASURE =
  /\b(?:share|rate|ratio|percent|percentage|number|count|median|average|sessions?|orders?|bookings?|pickups?|visits?|requests?|tickets|transactions|trips|completed|completion|finished|returned|time to|minutes|per (?:\w+ )?(?:day|week|month|user|household|session|customer|driver|order|shift|store|100|thousand))\b/u;
/** Words for looking whether something happens. */
export const WATCH =
  /\b(?:watch|count|track|measure|look at|check|monitor|compare|see (?:how|if|whether)|keep an eye|know (?:it|that|by)|would tell|signal|report every)\b/u;

export const STUDY: Readonly<Record<string, Detector>> = {
  belief: {
    looksFor: 'what was believed at the start',
    needs:
      /\b(?:believ\w+|belief|thinks?|thought|assum\w+|presum\w+|expect\w*|sure|convinc\w+|convict\w+|certain|guess\w*|suppos\w+|hypothes[ie]s|theor(?:y|ies)|premise|hunch|granted|as given|told (?:ourselves|each other|anyone)|suspect\w*|loved|wanted it|was for it|took it for|plan was|planned|reckon\w*|figured|swor(?:e|n)|blam(?:e|ed|es)|obvious\w*|clear as|gospel|wisdom|opinion|explanation|idea|minds?|heads|imagined|pictured|on paper|starting point|questioned|doubt\w*|bet|story|down as|down to|according to|kept \w+ing|rested on|every slide|says? out loud|believed|to us it|knew)\b/u,
    cues: [
      cue(
        /\b(?:we|i|they|everyone|everybody|nobody|team|management|sales|marketing|product|support|leadership|board|boss|director|office|company|ceo|cto|founder|\w+s)(?: (?:all|both|just|simply|firmly|always|really|still|never))?(?: had| were| was| am| are|'d|'m|'re| would have| could have)? (?:\w+ )?(?:believed?s?|believing|thought|think|thinks|assumed?s?|assuming|presumed?|expects?|expected|sure|convinced|certain|guessed|took (?:it )?(?:for granted|as given)|supposed|told ourselves|bet|planned|loved|wanted it|suspect(?:ed|s)?|reckon(?:ed|s)?|figured|swore|sworn|blamed?s?|imagined|pictured|questioned|kept (?:repeating|saying|telling)|of the opinion)\b/u,
        0.65,
      ),
      cue(
        /\b(?:(?:assumption|belief|hypothesis|theory|conviction|suspicion|hunch|premise|wisdom)(?: \w+){0,4}? ?(?:was|is|that|would be|in the|:|- )|(?:guess|bet|plan) (?:was|is|that|would be|in the)|(?:our|my|their|his|her|everybody's|everyone's|one) (?:\w+ )?(?:guess|bet|idea|opinion|explanation|starting point|story|line)(?: \w+){0,3}? ?(?:was|is|that|:|- )|common opinion|the (?:story|line) we|the line in)/u,
        0.5,
      ),
      cue(
        /\b(?:in (?:our|my|their|everyone's|everybody's) (?:heads?|minds?|eyes)|minds? made up|on paper|going in\b|went in\b|before (?:the (?:visits?|interviews?|calls|study|trip|research)|we (?:went|started|asked|looked))|it (?:was|seemed) (?:\w+ )?(?:obvious|gospel|a given|decided)|seemed obvious|clear as|nobody (?:questioned|doubted)|according to|to us it|every slide|rested on|(?:had|have) (?:\w+ ){1,5}down (?:as|to)|says? out loud|'d have (?:bet|sworn|said)|would have (?:bet|sworn|said))\b/u,
        0.5,
      ),
      cue(/\b(?:because|that|wanted|needed|would|too|more)\b/u, 0.2),
    ],
  },
  method: {
    looksFor: 'a method and who it was used with',
    cues: [
      cue(
        /\b(?:ask(?:ed)?|phone[d]?|call(?:ed)?|read|listen\w*|follow\w*|logs?|tickets?|test(?:ed)?)\b/u,
        0.4,
      ),
      cue(
        /\b(?:rang|ring (?:up |\w*teen|\d+)|pulled \d+|handed \w+|let \w+ \w+ (?:set|use|try|fill|do|open)|lived (?:with|a|one)|accompan\w+|joined the|went (?:along|through)|dug (?:through|into)|re-?read|analy[sz]ed|mock-?ups?|printouts?|think aloud|thinking aloud|card sorts?|intercepts?|concierge|disposable camera|fake door|dummy|behind the (?:counter|till|bar|desk)|tagged|timed|stopwatch|clipboard|recruited|begged|sorted|sift\w*|transcripts?|in the logs|(?:ferry|bus|train|round|shift) with|(?:mouths?|and) shut|had (?:them|the \w+) (?:draw|show|write|keep)|asking (?:them|people)|from people who|take part|inbox|wrote down|interview\w*|ride (?:along|with)|sit (?:with|in|next|beside)|stand (?:with|beside|next)|see what|check (?:in|whether)|watch(?:ed)?|observ\w+|shadow\w*|follow(?:ed)?|sat with|sat (?:in|next|beside)|visit\w*|photograph\w*|diar(?:y|ies)|recordings?|survey\w*|prototype\w*|spent (?:a|two|three|the)|rode|travelled|looked (?:at|through)|counted|wrote down|stood (?:at|by|in|near|outside)|stand (?:at|by|in|near|outside)|tally|took notes|walk me through|showed me|records? (?:of|the)|went through|tried it|grid|notebook)\b/u,
        0.5,
      ),
      cue(
        /\b(?:because|nobody \w+ tells|lie less|won't tell|memory is|to settle|the doubt|no laptop|what they (?:say|do)|instead of asking|not a survey|polite\w*|invents?|make (?:things|it) up|beats any|in (?:interviews|a survey)|since|so that|as (?:they|we|people)|who|not an interview|in order|would show|rather than|couldn't|whether|to see|proxies|nothing clever)\b/u,
        0.3,
      ),
      cue(
        /\b(?:two|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|a dozen|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:\w+ ){0,2}\w+s\b/u,
        0.25,
      ),
    ],
  },
  observation: {
    looksFor: 'one thing seen or heard',
    cues: [
      cue(/"[^"]{6,}"/u, 0.6),
      cue(
        /\b(?:wrote|wiped|photographed|shrug\w*|muttered|whispered|reached for|scrolled|hung over|hovered|drew|hidden|glanc\w+|greeted|parked|shook|shaking|shouted|giggled|blushed|nodded|frowned|squinted|winced|stared|scratched|peeled|tore|licked|leaned|waved|tapped|wore|ate|aloud|thanked|glued|pinned|nailed|unplugged|switched off|looked up|looked proud|threw|said|told|asked|pushed|crossed|clicked|stopped|stood|opened|put|held|scribbled|pointed|sighed|laughed|typed|copied|printed|carried|taped|clustered|showed|walked|kept|hid|folded|swore|cried|looked at|came back|nobody)\b/u,
        0.3,
      ),
      cue(
        /\b(?:one (?:\w+ )?(?:tutor|daughter|woman|man|nurse|driver|user|customer|person|mother|father|clerk|teacher|farmer|of them)|(?:two|three|four|five|six|seven) of (?:the )?\w+|at \d|every (?:evening|morning|time)|on the (?:wall|table|desk|back|door|floor|screen)|(?:eight|nine|ten|eleven|twelve|(?:four|fif|six|seven|eigh|nine)teen) (?:people )?(?:out )?of (?:the |them|our )?\w+|half past|(?:quarter|ten|five|twenty) past|for (?:\w+ )?(?:seconds|minutes)|an? (?:\w+ )?(?:old (?:man|woman|lady)|lady|guy|father|dad|mum|surgeon|mechanic|welder|baker|dentist|postman|foreman|conductor)|the (?:second|third|fourth|fifth|sixth|last) (?:participant|person)|mrs|someone had written|remember \w+|stays with me|my favou?rite|between two (?:patients|\w+ers)|under his|(?:in|under|behind|beside|around|by) (?:the|a|his|her|every single|their) (?:\w+ )?(?:tin|bucket|gate|till|tills|pocket|apron|neck|wrist|bin|arm|forearm|fridge|shelf|laundry room|corner)|in the (?:kitchen|car|yard|hall|drawer|basement|margin))\b/u,
        0.4,
      ),
    ],
  },
  surprise: {
    looksFor: 'what went against the belief',
    cues: [
      cue(
        /\b(?:what (?:they|people|he|she|it|we)(?: (?:really|actually))? (?:did|wanted|feared|meant|needed|missed|lacked|said) was|what came up|(?:were|was|wrote|said|gave) the same (?:sentence|words?|question|thing|reason|complaint|story)|turns out|it emerged|as it happens|in (?:reality|truth)|reality was|the real (?:reason|problem|cause|issue|trouble)|backwards|upside down|shock\w*|ashamed|embarrass\w+|astonish\w*|stunned|baffled|proven? wrong|proved (?:us|me|them) wrong|against all|if anything|(?:fell|falls) apart|collapsed|went quiet|(?:theory|idea|story|assumption|belief|explanation|hypothesis)(?: \w+){0,5} (?:dead|died|gone|wrong|apart|nonsense)|(?:didn't|did not) (?:survive|hold|match|fit|notice)|what nobody|would hurt|(?:had|'d) (?:pictured|imagined|expected)|we expected .{3,30} and got|got it wrong|what we (?:had )?(?:called|took for|read as)|far from|whereas|couldn't care less|it was never|never (?:noticed|opened|even)|hadn't (?:even )?(?:seen|noticed|heard)|came up (?:once|twice|in|only|just)|not one \w+|only (?:one|two|three|four) of|nothing (?:about|to do with)|nothing of the|so much for|strange but|they laughed|(?:weren't|wasn't|isn't) \w+ing|it didn't|they didn't|nobody|no one|none of|wasn't (?:\w+ ){0,4}it was|not (?:over |about |because )?(?:\w+ ){1,5}(?:it was|but)|opposite|turned out|surpris\w+|unexpected\w*|but (?:\w+ ){0,6}told me|contradict\w+|instead|in fact|actually|had nothing to do|rather have|the other way|instead of|wrong about|didn't expect|nearly all of|hardly any\w*|(?:they|he|she|who)(?:'d| would) (?:not|never)|otherwise|(?:was|were|be) wrong|the (?:team|others) (?:was|were) right|if the \w+ (?:explanation|belief|idea|theory) holds|different from what)\b/u,
        0.55,
      ),
      cue(/\b(?:but|so)\b/u, 0.15),
      cue(
        /\b(?:copy it forever|lost everything|stopped|clustered|mostly|all of them|half|five of|six of|four of|three of)\b/u,
        0.25,
      ),
      cue(/^(?:not\b|nothing\b|none of|only (?:one|two|\d+)\b|[\w' ]{3,30}\?)/u, 0.4),
    ],
  },
  decision_changed: {
    looksFor: 'the decision that changed',
    cues: [
      ...CHOICE_CUES,
      cue(
        /\b(?:instead|to bury|reversed|rewrote|settled on|signed off on|(?:i'd|we'd) (?:strike|pull|drop|bin|cut)|would otherwise|what (?:changed|got built)|dropped|binned|scrapped|postponed|cancelled|stopped|moved|lower|replaced|no longer|in its place|threw|shelved|turned (?:it|that) into)\b/u,
        0.35,
      ),
      cue(
        /\b(?:never got built|got built|(?:was|were|got|been) (?:\w+ )?(?:built|closed|cancell?ed|binned|dropped|scrapped|swapped|stopped|killed|buried|put on ice|called off|moved|cut|pulled|rewritten|thrown (?:out|away))|on ice|called off|off the (?:plan|roadmap|list|table)|left the (?:backlog|plan|roadmap)|(?:project|epic|feature) died|that killed|ended up with|in favou?r of|took its (?:slot|place)|pushed the \w+ (?:down|back|out)|shrank|where (?:the plan|a \w+ (?:was|had been))|had planned|was planned|'d budgeted|(?:roadmap|plan|brief)(?: before| after)?: |not an? \w+ any ?more)|^(?:out went|in came|no \w+, then|redesign|postponed|two features|nothing of|pulled|binned|scrapped|cancelled|killed)\b/u,
        0.5,
      ),
    ],
    unless: /\b(?:would|will) (?:then )?(?:share|present)\b/u,
  },
  success_for_both: {
    looksFor: 'success for the user and the business',
    cues: [
      cue(
        /\b(?:wants?|would like|is (?:looking|out) to|good day|'s win|is the (?:goal|point)|success for|the point of|both sides|same (?:event|minute|moment)|what does an? \w+ get|happy is|to be rid of|home on time|if (?:she|he) does|needs?|gets?|trying to|so (?:that )?(?:he|she|they|people|someone)|someone|goal|in order to|before|once|right|success is|without)\b/u,
        0.35,
      ),
      cue(
        /\b(?:we (?:only )?(?:earn|make money|get paid|save|sell|lose)|cost(?:s)? us|business|we (?:live (?:on|off|by)|win|gain|eat|take (?:a|one|\d)|get (?:our|paid|\d)|charge|are paid)|our (?:cut|fee|commission|bill|income|\d+%)|for us|paid? us|us (?:per|by)|saves? (?:us|the)|spares? (?:us|the)|earns?|commission|licen[cs]es?|returns eat|a sale|from us|(?:stay|stays|stayed|staying|keep|keeps) (?:subscribed|paying|for a year)|don't switch|overtime|agency hours|call cent(?:re|er)|no refund|insurer|tells? \w+ (?:others|friends)|recommends? us|gave again|hires? us|drops? us|each case|revenue|renew\w*|pays?|margin|return freight|loss|subscription|selling|ad (?:money|income|revenue)|leave us|keep us|trust us)\b/u,
        0.45,
      ),
      cue(/\b(?:because|and we|if|meaningful|not (?:opens|clicks)|completing|finishing)\b/u, 0.1),
    ],
  },
  computable_metric: {
    looksFor: 'one number that could be computed',
    cues: [
      cue(
        /\b(?:main (?:number|metric)|denominator|numerator|proportion of|fraction of|divided by|divide (?:those|that|it|them) by|percentile|of (?:those|everybody|everyone|all|the|\d+) .{3,60}\bhow many|who of them|(?:over|against|out of) (?:all|those|the ones|everybody|everyone)|as an? (?:share|part|fraction|percentage) of|distinct|per (?:hundred|thousand|1,?000|\w+ (?:and|per) (?:day|week|month|fortnight))|ratio of|counts if|i count|we count(?:ed)?|minutes between|sum of|time from|(?:single|one) (?:figure|number)|primary|how often|one number|the number|i'd (?:pick|choose|use|take|look at)|metric (?:is|would be|was)|would be|i would (?:pick|choose|measure|use)|share of|percentage of|number of|median|how many)\b/u,
        0.4,
      ),
      cue(MEASURE, 0.35),
      cue(
        /\b(?:within|weekly|by week|by month|rolling|at midnight|fortnight|each (?:week|month)|(?:24|48|72|168) hours|first seven|one sitting|per|in the (?:first|last)|after|divided by|out of|over|days|hours|minutes|weeks)\b.{0,20}\b/u,
        0.2,
      ),
      cue(
        /\b(?:that (?:end|lead|reach|are|were)|which (?:end|lead|reach|are|were)|not (?:opens|clicks|orders|logins|signups|visits|just)|who (?:come|came|finish|return)|followed by)\b/u,
        0.3,
      ),
    ],
    unless: /\b(?:such as|metrics like|there are|for instance)\b.{0,60},.{0,60},/u,
  },
  guardrail: {
    looksFor: 'what must not get worse',
    cues: [
      cue(
        /\b(?:next to it|(?:could|can|easy to|easily|happily|tempts? \w+ to) (?:\w+ ){0,4}by \w+ing|(?:hit|juice|inflates?) (?:it|that|the)|(?:lovely|great|better) if we|trick|tempt\w*|pressure (?:parents|people|users|customers)|nagg\w+|bots|at the price of|any \w+ could|easy to juice|just stop|worthless|is no (?:rise|win)|without fixing|vanish|stop rule|red line|tripwire|veto|canary|brake|counterweight|pull it|switch it off|(?:promotion|test|pilot) ends|(?:makes?|made?) (?:me|us) stop|stops? the launch|mustn't|(?:must|should) (?:not|never) (?:\w+ )?(?:rise|fall|drop|grow|climb|increase)|ha(?:s|ve|d) to (?:stay|hold)|(?:stay|stays|hold|holds) (?:under|below|flat)|no more than|wouldn't tolerate|flat while|don't get worse|get above|goes? over|go over|beside (?:it|that)|right beside|second number|same wall|watched with|stays on the chart|for balance|on the flip side|my (?:worry|fear)|the danger|tell on them|exposes?|keep (?:an eye|next)|guardrails? would|must not|may not|not get worse|at the same time|alongside|besides|counter|can (?:push|pump|game)|push it up|pump|could (?:push|game)|gam(?:e|ing)|hide|hiding|look(?:s)? (?:better|good|fine)|cheat\w*|fool\w*|beside it|besides it|i(?:'d| would) fear|misleading|clickbait|wrong reason|not go up|by force|credit for|too, and|just give up|only the easy|instead of complain\w*|only moved)\b/u,
        0.45,
      ),
      cue(
        /\b(?:opt-?out|uninstall\w*|returns?|refunds?|complaints?|cancel\w*|calls?|late|errors?|unsubscribes?|zero-result|wrong|churn|wait\w*|reopen\w*|speeding|sickness|near-misses|injur\w+|evictions?|abandon\w*|walk-?outs?|spam|mutes?|muted|withdrawn|hourly pay|claims|thrown away|tickets|accidents?|rejections?|fraud|overtime)\b/u,
        0.35,
      ),
      cue(/\b(?:because|since|if|rate|per (?:week|day|order|100)|then)\b/u, 0.1),
    ],
  },
  diagnosis: {
    looksFor: 'how a movement was traced to its cause',
    cues: [
      cue(
        /\b(?:broke (?:it|that|this) down|sliced|sorted|grouped|plotted|mapped|separated|strip out|stripped|take out|took out|exclud\w+|leaving (?:it|them) out|recounted|switched (?:them )?off one|narrowed|put \w+ against|laid the|set side|side by side|next to each other|walk(?:ed)? the funnel|one by one|one after another|hour by hour|by minute|which step|first question|(?:old|light|heavy|paid|new|returning) (?:pupils|users|traffic|customers|players|accounts)|by (?:supplier|driver|weather|language|postcode|topic|tariff|channel|size|month|bus line|source|browser)|per nurse|phones? (?:vs|versus|and) |cut by|twice? is it real|is it real|break it down|split(?:ting)?|segment(?:ed)?|per (?:group|team|country|type|step|city|platform|depot|version|country|segment|\w+ type)|by (?:how|platform|country|city|depot|version|device|region|type|segment|step|hour|store)|compare(?:d)?|separately|for each|on its own|funnel step|drill\w*|(?:took|take|taken) (?:it|that|this) apart|those who .{3,60} those who|by (?:rule|cohort|group|age|week|team|market)|cohorts?|(?:old|new) (?:against|and|or|versus) (?:new|old)|newcomers|went through the|looked at the|looked only|isolat\w+|trace\w*|released the day before|app version|new (?:vs|or|and|versus) )\b/u,
        0.5,
      ),
      cue(
        /\b(?:only|(?:fine|flat|even|normal|stable|unchanged|dead|ok)[,;] |(?:stuck|sticks|stood) out|sits at|all of it|whole (?:dip|drop|fall|rise)|is left of|vanish\w*|disappear\w*|no different|sailed on|bled|fell off|there it was|firing twice|(?:timed|timing|ran|run) out|same (?:word|subcontractor)|our counting|the rate is the same|culprits?|rules? out|it began|so the \w+ tier|was just|had (?:gone|been|renamed|changed|deleted|shipped)|turned out|because|the rest|stayed|average hides|hides|whether it's real|tracking|double count|logs?|tickets|holdout)\b/u,
        0.35,
      ),
      cue(/\b(?:if|then|first)\b/u, 0.1),
    ],
  },
  action: {
    looksFor: 'what was done because of the data',
    cues: [
      ...CHOICE_CUES,
      cue(
        /\b(?:turned (?:\w+ ){0,3}off|for free now|no more|hired|led us to|lost its|limited to|out came|on the strength of|with that in hand|on seeing|consequence|what followed|as of the|counted again|restore\w*|roll(?:ed)? back|mapped|fixed|changed|paused|removed|rewrote|that (?:afternoon|day|week)|in that case|the same (?:day|afternoon))\b/u,
        0.35,
      ),
      cue(
        /\b(?:(?:was|were|got|gets|been) (?:\w+ )?(?:pulled|cut|deleted|paused|frozen|thrown out|swapped|retrained|closed|stopped|shut|locked|removed|reversed|undone|switched (?:off|back)|cancell?ed|dropped|restored|replaced|fixed|rerouted|rolled back|taken (?:off|down|out))|(?:switched|put|moved|brought) .{2,40}\bback\b|took .{2,30}\boff|rerouted|re-?trained|re-?assigned|undo|undid|reversed|called off|don't ship|rollback)\b/u,
        0.45,
      ),
      cue(
        /^(?:switched|hired|killed|campaign|consequence|decision|undid|paused|swapped|because of that|so out)\b|\b(?:again|period|since)\W*$/u,
        0.3,
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
        /\b(?:holdout|(?:didn't|did not|never) (?:\w+ )?(?:get|got|receive[d]?|touch(?:ed)?)\b|as before|untouched|not touched|h(?:o|e)ld back|waiting list|those waiting|one in (?:ten|five|twenty) |other half|each half|next door|twins?|yardstick|by alphabet|coin|by lot|odd account|straw|staggered|one (?:clinic|plant|shop|site) a week|plant by plant|a year earlier|last (?:spring|year|autumn|summer|winter)'s|same (?:street|tuesday|monday|query|roads|crew)|(?:flipped|switched|pulled|took) (?:it |that )(?:back|off|out|away) (?:again|for)|withdraw|difference in|late group|re-?run|redone|a\/a|side by side|rule out|by none|(?:stayed|left|leave) (?:\w+ ){0,3}(?:as (?:they|it) (?:are|is|were|was)|on the old|put\b)|control|left (?:unchanged|alone)|hadn't|had not|kept the|stayed (?:flat|low|the same)|compared (?:to|with)|against (?:the|those|last)|other (?:half|group|stores?|cities|brands|depot)|before and after|switch\w* .{0,30}\boff for|for (?:one|some|half|a few) (?:in|of|players|users|shops|customers)|comparison|see if (?:they|it|that)|in that (?:tenth|half|group|part)|random\w*|same week last|without the|didn't get)\b/u,
        0.5,
      ),
      cue(PAST_MOVE, 0.3),
      cue(LATER, 0.2),
      cue(
        /\b\d[\d.,]*%? ?(?:v|vs|versus|against|rather than|instead of|then,|now,|where|→|->) |^before: |\bby \d+ points|→ ?\d|\bmatched within|\bchecked (?:with|against)|\bit held\b|\bheld (?:through|in|up|for)|\bnothing (?:comparable )?(?:moved|happened|changed)|\bstill sat\b|\bkept falling|\bmiss it\b|\bstays? zero/u,
        0.4,
      ),
    ],
    unless: /\b\d+% (?:power|significance)\b|sigma/u,
  },
};
