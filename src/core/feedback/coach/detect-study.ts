/** Detectors for looking closely: research and metrics. */
import { FROM_TO, LATER, PAST_MOVE, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { CHOICE_CUES } from './detect-story.ts';

const MEASURE =
  /\b(?:share|rate|ratio|percent|percentage|number|count|median|average|tickets|transactions|trips|completed|completion|finished|returned|time to|minutes|sessions?|orders?|bookings?|pickups?|visits?|requests?|per (?:\w+ )?(?:day|week|month|user|household|session|customer|driver|order|shift|store|100|thousand))\b/u;
/** Words for looking whether something happens. */
export const WATCH =
  /\b(?:watch|count|track|measure|look at|check|monitor|compare|keep an eye|would tell|signal|report every|see (?:how|if|whether)|know (?:it|that|by))\b/u;

export const STUDY: Readonly<Record<string, Detector>> = {
  belief: {
    looksFor: 'what was believed at the start',
    needs:
      /\b(?:belief|thought|sure|certain|premise|hunch|granted|as given|loved|wanted it|was for it|took it for|plan was|planned|figured|clear as|gospel|wisdom|opinion|explanation|idea|heads|imagined|pictured|on paper|starting point|questioned|bet|story|down as|down to|according to|rested on|every slide|believed|to us it|knew|believ\w+|thinks?|assum\w+|presum\w+|expect\w*|convinc\w+|convict\w+|guess\w*|suppos\w+|hypothes[ie]s|theor(?:y|ies)|told (?:ourselves|each other|anyone)|suspect\w*|reckon\w*|swor(?:e|n)|blam(?:e|ed|es)|obvious\w*|minds?|doubt\w*|kept \w+ing|says? out loud)\b/u,
    cues: [
      cue(
        /\b(?:we|i|they|everyone|everybody|nobody|team|management|sales|marketing|product|support|leadership|board|boss|director|office|company|ceo|cto|founder| were| was| am| are|'d|'m|'re| would have|believing|thought|think|thinks|assuming|expected|sure|convinced|certain|guessed|supposed|told ourselves|bet|planned|loved|wanted it|figured|swore|sworn|imagined|pictured|questioned|of the opinion|\w+s)(?: (?:all|both|just|simply|firmly|always|really|still|never))?(?: had| could have)? (?:\w+ )?(?:believed?s?|assumed?s?|presumed?|expects?|took (?:it )?(?:for granted|as given)|suspect(?:ed|s)?|reckon(?:ed|s)?|blamed?s?|kept (?:repeating|saying|telling))\b/u,
        0.65,
      ),
      cue(
        /\b(?:(?:assumption|belief|hypothesis|theory|conviction|suspicion|hunch|premise|wisdom)(?: \w+){0,4}? ?(?:was|is|that|would be|in the|:|- )|(?:guess|bet|plan) (?:was|is|that|would be|in the)|(?:our|my|their|his|her|everybody's|everyone's|one) (?:\w+ )?(?:guess|bet|idea|opinion|explanation|starting point|story|line)(?: \w+){0,3}? ?(?:was|is|that|:|- )|common opinion|the (?:story|line) we|the line in)/u,
        0.5,
      ),
      cue(
        /\b(?:on paper|seemed obvious|clear as|according to|to us it|every slide|rested on|in (?:our|my|their|everyone's|everybody's) (?:heads?|minds?|eyes)|minds? made up|going in\b|went in\b|before (?:the (?:visits?|interviews?|calls|study|trip|research)|we (?:went|started|asked|looked))|it (?:was|seemed) (?:\w+ )?(?:obvious|gospel|a given|decided)|nobody (?:questioned|doubted)|(?:had|have) (?:\w+ ){1,5}down (?:as|to)|says? out loud|'d have (?:bet|sworn|said)|would have (?:bet|sworn|said))\b/u,
        0.5,
      ),
      cue(/\b(?:because|that|wanted|needed|would|too|more)\b/u, 0.2),
    ],
  },
  method: {
    looksFor: 'a method and who it was used with',
    cues: [
      cue(
        /\b(?:read|ask(?:ed)?|phone[d]?|call(?:ed)?|listen\w*|follow\w*|logs?|tickets?|test(?:ed)?)\b/u,
        0.4,
      ),
      cue(
        /\b(?:rang|joined the|think aloud|thinking aloud|concierge|disposable camera|fake door|dummy|tagged|timed|stopwatch|clipboard|recruited|begged|sorted|in the logs|from people who|take part|inbox|wrote down|see what|sat with|rode|travelled|counted|tally|took notes|walk me through|showed me|went through|tried it|grid|notebook|ring (?:up |\w*teen|\d+)|pulled \d+|handed \w+|let \w+ \w+ (?:set|use|try|fill|do|open)|lived (?:with|a|one)|accompan\w+|went (?:along|through)|dug (?:through|into)|re-?read|analy[sz]ed|mock-?ups?|printouts?|card sorts?|intercepts?|behind the (?:counter|till|bar|desk)|sift\w*|transcripts?|(?:ferry|bus|train|round|shift) with|(?:mouths?|and) shut|had (?:them|the \w+) (?:draw|show|write|keep)|asking (?:them|people)|interview\w*|ride (?:along|with)|sit (?:with|in|next|beside)|stand (?:with|beside|next)|check (?:in|whether)|watch(?:ed)?|observ\w+|shadow\w*|follow(?:ed)?|sat (?:in|next|beside)|visit\w*|photograph\w*|diar(?:y|ies)|recordings?|survey\w*|prototype\w*|spent (?:a|two|three|the)|looked (?:at|through)|stood (?:at|by|in|near|outside)|stand (?:at|by|in|near|outside)|records? (?:of|the))\b/u,
        0.5,
      ),
      cue(
        /\b(?:because|lie less|won't tell|memory is|to settle|the doubt|no laptop|instead of asking|not a survey|beats any|since|so that|who|not an interview|in order|would show|rather than|couldn't|whether|to see|proxies|nothing clever|nobody \w+ tells|what they (?:say|do)|polite\w*|invents?|make (?:things|it) up|in (?:interviews|a survey)|as (?:they|we|people))\b/u,
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
        /\b(?:wrote|wiped|photographed|muttered|whispered|reached for|scrolled|hung over|hovered|drew|hidden|greeted|parked|shook|shaking|shouted|giggled|blushed|nodded|frowned|squinted|winced|stared|scratched|peeled|tore|licked|leaned|waved|tapped|wore|ate|aloud|thanked|glued|pinned|nailed|unplugged|switched off|looked up|looked proud|threw|said|told|asked|pushed|crossed|clicked|stopped|stood|opened|put|held|scribbled|pointed|sighed|laughed|typed|copied|printed|carried|taped|clustered|showed|walked|kept|hid|folded|swore|cried|looked at|came back|nobody|shrug\w*|glanc\w+)\b/u,
        0.3,
      ),
      cue(
        /\b(?:half past|mrs|someone had written|stays with me|under his|one (?:\w+ )?(?:tutor|daughter|woman|man|nurse|driver|user|customer|person|mother|father|clerk|teacher|farmer|of them)|(?:two|three|four|five|six|seven) of (?:the )?\w+|at \d|every (?:evening|morning|time)|on the (?:wall|table|desk|back|door|floor|screen)|(?:eight|nine|ten|eleven|twelve|(?:four|fif|six|seven|eigh|nine)teen) (?:people )?(?:out )?of (?:the |them|our )?\w+|(?:quarter|ten|five|twenty) past|for (?:\w+ )?(?:seconds|minutes)|an? (?:\w+ )?(?:old (?:man|woman|lady)|lady|guy|father|dad|mum|surgeon|mechanic|welder|baker|dentist|postman|foreman|conductor)|the (?:second|third|fourth|fifth|sixth|last) (?:participant|person)|remember \w+|my favou?rite|between two (?:patients|\w+ers)|(?:in|under|behind|beside|around|by) (?:the|a|his|her|every single|their) (?:\w+ )?(?:tin|bucket|gate|till|tills|pocket|apron|neck|wrist|bin|arm|forearm|fridge|shelf|laundry room|corner)|in the (?:kitchen|car|yard|hall|drawer|basement|margin))\b/u,
        0.4,
      ),
    ],
  },
  surprise: {
    looksFor: 'what went against the belief',
    cues: [
      cue(
        /\b(?:what came up|turns out|it emerged|as it happens|reality was|backwards|upside down|ashamed|stunned|baffled|against all|if anything|collapsed|went quiet|what nobody|would hurt|got it wrong|far from|whereas|couldn't care less|it was never|nothing of the|so much for|strange but|they laughed|it didn't|they didn't|nobody|no one|none of|opposite|turned out|instead|in fact|actually|had nothing to do|rather have|the other way|instead of|wrong about|didn't expect|nearly all of|(?:was|were|is|thought|proved|showed|said|turned out|told us) otherwise|different from what|what (?:they|people|he|she|it|we)(?: (?:really|actually))? (?:did|wanted|feared|meant|needed|missed|lacked|said) was|(?:were|was|wrote|said|gave) the same (?:sentence|words?|question|thing|reason|complaint|story)|in (?:reality|truth)|the real (?:reason|problem|cause|issue|trouble)|shock\w*|embarrass\w+|astonish\w*|proven? wrong|proved (?:us|me|them) wrong|(?:fell|falls) apart|(?:theory|idea|story|assumption|belief|explanation|hypothesis)(?: \w+){0,5} (?:dead|died|gone|wrong|apart|nonsense)|(?:didn't|did not) (?:survive|hold|match|fit|notice)|(?:had|'d) (?:pictured|imagined|expected)|we expected .{3,30} and got|what we (?:had )?(?:called|took for|read as)|never (?:noticed|opened|even)|hadn't (?:even )?(?:seen|noticed|heard)|came up (?:once|twice|in|only|just)|not one \w+|only (?:one|two|three|four) of|nothing (?:about|to do with)|(?:weren't|wasn't|isn't) \w+ing|wasn't (?:\w+ ){0,4}it was|not (?:over |about |because )?(?:\w+ ){1,5}(?:it was|but)|surpris\w+|unexpected\w*|but (?:\w+ ){0,6}told me|contradict\w+|hardly any\w*|(?:they|he|she|who)(?:'d| would) (?:not|never)|(?:was|were|be) wrong|the (?:team|others) (?:was|were) right|if the \w+ (?:explanation|belief|idea|theory) holds)\b/u,
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
        /\b(?:instead|to bury|reversed|rewrote|settled on|signed off on|would otherwise|dropped|binned|scrapped|postponed|cancelled|stopped|moved|lower|replaced|no longer|in its place|threw|shelved|(?:i'd|we'd) (?:strike|pull|drop|bin|cut)|what (?:changed|got built)|turned (?:it|that) into)\b/u,
        0.35,
      ),
      cue(
        /\b(?:never got built|got built|on ice|called off|that killed|ended up with|shrank|had planned|was planned|'d budgeted|in came|redesign|postponed|two features|nothing of|pulled|binned|scrapped|cancelled|killed|(?:was|were|got|been) (?:\w+ )?(?:built|closed|cancell?ed|binned|dropped|scrapped|swapped|stopped|killed|buried|put on ice|called off|moved|cut|pulled|rewritten|thrown (?:out|away))|off the (?:plan|roadmap|list|table)|left the (?:backlog|plan|roadmap)|(?:project|epic|feature) died|in favou?r of|took its (?:slot|place)|pushed the \w+ (?:down|back|out)|where (?:the plan|a \w+ (?:was|had been))|(?:roadmap|plan|brief)(?: before| after)?: |not an? \w+ any ?more)|^(?:out went|no \w+, then)\b/u,
        0.5,
      ),
    ],
    unless: /\b(?:would|will) (?:then )?(?:share|present)\b/u,
  },
  success_for_both: {
    looksFor: 'success for the user and the business',
    cues: [
      cue(
        /\b(?:would like|good day|'s win|success for|the point of|both sides|happy is|to be rid of|home on time|trying to|someone|goal|in order to|before|once|right|success is|without|wants?|is (?:looking|out) to|is the (?:goal|point)|same (?:event|minute|moment)|what does an? \w+ get|if (?:she|he) does|needs?|gets?|so (?:that )?(?:he|she|they|people|someone))\b/u,
        0.35,
      ),
      cue(
        /\b(?:business|for us|commission|returns eat|a sale|from us|don't switch|overtime|agency hours|no refund|insurer|gave again|each case|revenue|margin|return freight|loss|subscription|selling|leave us|keep us|trust us|we (?:only )?(?:earn|make money|get paid|save|sell|lose)|cost(?:s)? us|we (?:live (?:on|off|by)|win|gain|eat|take (?:a|one|\d)|get (?:our|paid|\d)|charge|are paid)|our (?:cut|fee|commission|bill|income|\d+%)|paid? us|us (?:per|by)|saves? (?:us|the)|spares? (?:us|the)|earns?|licen[cs]es?|(?:stay|stays|stayed|staying|keep|keeps) (?:subscribed|paying|for a year)|call cent(?:re|er)|tells? \w+ (?:others|friends)|recommends? us|hires? us|drops? us|renew\w*|pays?|ad (?:money|income|revenue))\b/u,
        0.45,
      ),
      cue(/\b(?:because|and we|if|meaningful|not (?:opens|clicks)|completing|finishing)\b/u, 0.1),
    ],
  },
  computable_metric: {
    looksFor: 'one number that could be computed',
    cues: [
      cue(
        /\b(?:denominator|numerator|proportion of|fraction of|divided by|percentile|who of them|distinct|ratio of|counts if|i count|minutes between|sum of|time from|primary|how often|one number|the number|would be|share of|percentage of|number of|median|how many|main (?:number|metric)|divide (?:those|that|it|them) by|of (?:those|everybody|everyone|all|the|\d+) .{3,60}\bhow many|(?:over|against|out of) (?:all|those|the ones|everybody|everyone)|as an? (?:share|part|fraction|percentage) of|per (?:hundred|thousand|1,?000|\w+ (?:and|per) (?:day|week|month|fortnight))|we count(?:ed)?|(?:single|one) (?:figure|number)|i'd (?:pick|choose|use|take|look at)|metric (?:is|would be|was)|i would (?:pick|choose|measure|use))\b/u,
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
        /\b(?:next to it|trick|bots|at the price of|easy to juice|just stop|worthless|without fixing|vanish|stop rule|red line|tripwire|veto|canary|brake|counterweight|pull it|switch it off|mustn't|no more than|wouldn't tolerate|flat while|don't get worse|get above|go over|right beside|second number|same wall|watched with|stays on the chart|for balance|on the flip side|the danger|tell on them|must not|may not|not get worse|at the same time|alongside|besides|counter|push it up|pump|hide|hiding|beside it|besides it|misleading|clickbait|wrong reason|not go up|by force|credit for|just give up|only the easy|only moved|(?:could|can|easy to|easily|happily|tempts? \w+ to) (?:\w+ ){0,4}by \w+ing|(?:hit|juice|inflates?) (?:it|that|the)|(?:lovely|great|better) if we|tempt\w*|pressure (?:parents|people|users|customers)|nagg\w+|any \w+ could|is no (?:rise|win)|(?:promotion|test|pilot) ends|(?:makes?|made?) (?:me|us) stop|stops? the launch|(?:must|should) (?:not|never) (?:\w+ )?(?:rise|fall|drop|grow|climb|increase)|ha(?:s|ve|d) to (?:stay|hold)|(?:stay|stays|hold|holds) (?:under|below|flat)|goes? over|beside (?:it|that)|my (?:worry|fear)|exposes?|keep (?:an eye|next)|guardrails? would|can (?:push|pump|game)|could (?:push|game)|gam(?:e|ing)|look(?:s)? (?:better|good|fine)|cheat\w*|fool\w*|i(?:'d| would) fear|too, and|instead of complain\w*)\b/u,
        0.45,
      ),
      cue(
        /\b(?:late|zero-result|wrong|churn|speeding|sickness|near-misses|spam|muted|withdrawn|hourly pay|claims|thrown away|tickets|fraud|overtime|opt-?out|uninstall\w*|returns?|refunds?|complaints?|cancel\w*|calls?|errors?|unsubscribes?|wait\w*|reopen\w*|injur\w+|evictions?|abandon\w*|walk-?outs?|mutes?|accidents?|rejections?)\b/u,
        0.35,
      ),
      cue(/\b(?:because|since|if|rate|per (?:week|day|order|100)|then)\b/u, 0.1),
    ],
  },
  diagnosis: {
    looksFor: 'how a movement was traced to its cause',
    cues: [
      cue(
        /\b(?:sliced|sorted|grouped|plotted|mapped|separated|strip out|stripped|take out|took out|recounted|narrowed|laid the|set side|side by side|next to each other|one by one|one after another|hour by hour|by minute|which step|first question|per nurse|cut by|is it real|break it down|separately|for each|on its own|funnel step|newcomers|went through the|looked at the|looked only|released the day before|app version|broke (?:it|that|this) down|exclud\w+|leaving (?:it|them) out|switched (?:them )?off one|put \w+ against|walk(?:ed)? the funnel|(?:old|light|heavy|paid|new|returning) (?:pupils|users|traffic|customers|players|accounts)|by (?:supplier|driver|weather|language|postcode|topic|tariff|channel|size|month|bus line|source|browser)|phones? (?:vs|versus|and) |twice? is it real|split(?:ting)?|segment(?:ed)?|per (?:group|team|country|type|step|city|platform|depot|version|country|segment|\w+ type)|by (?:how|platform|country|city|depot|version|device|region|type|segment|step|hour|store)|compare(?:d)?|drill\w*|(?:took|take|taken) (?:it|that|this) apart|those who .{3,60} those who|by (?:rule|cohort|group|age|week|team|market)|cohorts?|(?:old|new) (?:against|and|or|versus) (?:new|old)|isolat\w+|trace\w*|new (?:vs|or|and|versus) )\b/u,
        0.5,
      ),
      cue(
        /\b(?:only|sits at|all of it|is left of|no different|sailed on|bled|fell off|there it was|firing twice|our counting|the rate is the same|it began|was just|turned out|because|the rest|stayed|average hides|hides|whether it's real|tracking|double count|tickets|holdout|(?:fine|flat|even|normal|stable|unchanged|dead|ok)[,;] |(?:stuck|sticks|stood) out|whole (?:dip|drop|fall|rise)|vanish\w*|disappear\w*|(?:timed|timing|ran|run) out|same (?:word|subcontractor)|culprits?|rules? out|so the \w+ tier|had (?:gone|been|renamed|changed|deleted|shipped)|logs?)\b/u,
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
        /\b(?:for free now|no more|hired|led us to|lost its|limited to|out came|on the strength of|with that in hand|on seeing|consequence|what followed|as of the|counted again|mapped|fixed|changed|paused|removed|rewrote|in that case|turned (?:\w+ ){0,3}off|restore\w*|roll(?:ed)? back|that (?:afternoon|day|week)|the same (?:day|afternoon))\b/u,
        0.35,
      ),
      cue(
        /\b(?:rerouted|undo|undid|reversed|called off|don't ship|rollback|(?:was|were|got|gets|been) (?:\w+ )?(?:pulled|cut|deleted|paused|frozen|thrown out|swapped|retrained|closed|stopped|shut|locked|removed|reversed|undone|switched (?:off|back)|cancell?ed|dropped|restored|replaced|fixed|rerouted|rolled back|taken (?:off|down|out))|(?:switched|put|moved|brought) .{2,40}\bback\b|took .{2,30}\boff|re-?trained|re-?assigned)\b/u,
        0.45,
      ),
      cue(
        /^(?:switched|hired|killed|campaign|consequence|decision|undid|paused|swapped|because of that|so out)\b|\b(?:again|period|since)\W*$/u,
        0.3,
      ),
    ],
    unless:
      /\bi(?:'d| would) (?:first |then |also )*(?:look|check|compare|split|segment|break|monitor|measure|define|pick|choose|set up|run|have a small|gather|keep an eye|put (?:up |on the wall )?(?:the |a )?(?:share|percentage|number|rate|ratio))\b|\bi (?:then |first )?split (?:\w+ ){0,4}by\b(?!.*\b(?:so|and) (?:i|we)\b)/u,
  },
  validation: {
    looksFor: 'how it was confirmed',
    cues: [
      cue(FROM_TO, 0.5),
      cue(
        /\b(?:holdout|as before|untouched|not touched|waiting list|those waiting|other half|each half|next door|yardstick|by alphabet|coin|by lot|odd account|straw|staggered|plant by plant|a year earlier|withdraw|difference in|late group|redone|side by side|rule out|by none|control|hadn't|had not|kept the|before and after|comparison|same week last|without the|didn't get|(?:didn't|did not|never) (?:\w+ )?(?:get|got|receive[d]?|touch(?:ed)?)\b|h(?:o|e)ld back|one in (?:ten|five|twenty) |twins?|one (?:clinic|plant|shop|site) a week|last (?:spring|year|autumn|summer|winter)'s|same (?:street|tuesday|monday|query|roads|crew)|(?:flipped|switched|pulled|took) (?:it |that )(?:back|off|out|away) (?:again|for)|re-?run|a\/a|(?:stayed|left|leave) (?:\w+ ){0,3}(?:as (?:they|it) (?:are|is|were|was)|on the old|put\b)|left (?:unchanged|alone)|stayed (?:flat|low|the same)|compared (?:to|with)|against (?:the|those|last)|other (?:half|group|stores?|cities|brands|depot)|switch\w* .{0,30}\boff for|for (?:one|some|half|a few) (?:in|of|players|users|shops|customers)|see if (?:they|it|that)|in that (?:tenth|half|group|part)|random\w*)\b/u,
        0.5,
      ),
      cue(PAST_MOVE, 0.3),
      cue(LATER, 0.2),
      cue(
        /\b\d[\d.,]{0,11}%? ?(?:v|vs|versus|against|rather than|instead of|then,|now,|where|→|->) |^before: |\bby \d+ points|→ ?\d|\bmatched within|\bchecked (?:with|against)|\bit held\b|\bheld (?:through|in|up|for)|\bnothing (?:comparable )?(?:moved|happened|changed)|\bstill sat\b|\bkept falling|\bmiss it\b|\bstays? zero/u,
        0.4,
      ),
    ],
    unless: /\b\d+% (?:power|significance)\b|sigma/u,
  },
};
