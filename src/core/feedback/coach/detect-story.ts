/** Detectors for what most stories share: choice, cost, outcome, one's own part, telling people. */
import {
  BARE_CHOICE,
  CONTRAST,
  FEELS_LOSS,
  FROM_TO,
  I_CHOOSE,
  LATER,
  PAST_MOVE,
  WE_CHOOSE,
  cue,
} from './cue.ts';
import type { Cue, Detector } from './cue.ts';

export const COST_CUES: readonly Cue[] = [
  cue(
    /\b(?:cost(?:s|ed|ing)? (?:us|me|them|you|him|her|about|\d|a|the|two|three)|(?:it|that|this|which|choice) (?:did )?cost|the price\b.{0,12}:|(?:^|[.;:,] |and )the price\b.{0,12},|what (?:that|it|this|we) (?:cost|paid|give|gave|lose|lost|makes? worse|made worse)|^(?:so )?it costs|^costs?:|price of (?:it|that|this)|^the (?:price|cost|bill) (?:is|was|of)|what (?:it|this|that) (?:costs?|could cost|will cost)|(?:somebody|someone|whoever|the \w+) loses |the (?:bad|sad|ugly|hard) (?:part|side)|we give something up)/u,
    0.75,
  ),
  cue(
    /(?<!\b(?:got|gets?|getting|nothing is|nothing was|not|never) )\b(?:lose|loses|losing|lost|give up|gives up|gave up|giving up|sacrific\w+|forgo|forgone|walk(?:ed)? away|turn(?:ed)? away|let it go|passed on|miss out)\b/u,
    0.55,
  ),
  cue(
    /\b(?:slower|worse|harder|heavier|thicker|uglier|ugly|dearer|more (?:work|wrong|expensive|calls|manual|errors|effort|complaints)|duplicate|by hand|manually|extra|isn't \w+ anymore|someone must|somebody (?:has|must|in)|maintain|patching|two versions|hogged|empty|only visible|workaround|behind schedule)\b/u,
    0.5,
  ),
  cue(
    /\b(?:delay(?:ed)?|late|later|wait(?:ed|ing|s)?|postponed?|for (?:four|five|six|three|two|\d+) (?:more )?(?:weeks|months|quarters|days)|another (?:month|week|year|quarter)|pushed? (?:\w+ ){0,3}(?:into|to) next)\b/u,
    0.35,
  ),
  cue(FEELS_LOSS, 0.4),
  cue(
    /\b(?:downside|disadvantage|drawback|the catch|although|even though|even if|though|in exchange|at the expense|in return|but (?:it|that|then|now|they|we|people|a|the))\b/u,
    0.3,
  ),
  cue(
    /\bi(?:'d| would| will|'m| am)? (?:accept(?:ed)?|take that|ok(?:ay)? with|live with|still let|agreed|knew|take the)\b|\bwe (?:accepted|agreed|live with|knew)\b/u,
    0.4,
  ),
  cue(
    /\b(?:can't|cannot|couldn't|won't be able|no longer|not (?:possible|available|waterproof)|never)\b/u,
    0.2,
  ),
  // What is carried from then on, and by whom.
  cue(
    /\b(?:burned|burnt|swallow(?:ed)? the (?:cost|loss|bill)|ate|eats? (?:the|up|into)|a penalty|fined us|idle|stood still|suffered|(?:is|are|was) stuck with|locked (?:us )?in|the bill (?:comes|for|is)|will bite|not free|not popular|hurts (?:us|me|them|the|that|our)|what hurt|for the bin|go(?:es)? without|went without|on the minus side|a pain|loser|pays? for (?:it|that|this)|we pay with|who pays? for|paid (?:for it|with|contractors)|carr(?:ies|ied) (?:it|that|the|this)|restarts?|(?:is|as) a debt|hours behind|days behind|behind (?:now|since)|a (?:year|month|week|quarter) late|had to wait|two sources|shadow list|in (?:a spreadsheet|excel)|sit idle|sat idle|drop(?:s|ped)? out|drifted off|elsewhere|wait(?:s|ed)? (?:till|until|another)|through (?:christmas|another)|never happened|got no|gets? nothing|lies? for|worse off|slipped|stayed at)\b/u,
    0.58,
  ),
  // A measure that nobody wants to see rise.
  cue(
    /\b(?:bills?|upkeep|backlog|churn|queue|latency|tickets|complaints|errors?|load|storage|memory|battery|batteries|downtime|training|refunds?|duplicates)\b.{0,30}\b(?:doubled|tripled|grew|rose|longer|worse|higher|went from|stays? open)\b|\b(?:doubled|tripled|longer|slower|dearer|hours|seconds|minutes) (?:than|behind|more|to (?:run|build|ship|train|set up))\b/u,
    0.6,
  ),
  cue(
    /^no (?!one|body|doubt|problem|risk|downside|need|wonder|more than|big bang)[\w-]+|\bnot [\w]+ (?:any ?more|any longer)\b|\b(?:any ?more|any longer)\b|\bno more (?!than)\w+/u,
    0.55,
  ),
];

export const OUTCOME_CUES: readonly Cue[] = [
  cue(FROM_TO, 0.65),
  cue(PAST_MOVE, 0.5),
  cue(LATER, 0.25),
  cue(
    /\b(?:nobody|no one|none|only|around|all but|half|most|two|three|the first) (?:\w+ ){0,4}(?:complained|left|called|renewed|moved|came|wrote|asked|used|stopped|said|opened|paid|noticed|gone)\b/u,
    0.4,
  ),
  cue(
    /\b(?:now (?:sends?|asks?|uses?|brings?|does|do|calls?|has|have|ask|get|gets|shows?)|still (?:brings?|asks?|uses?|isn't|do|does|slip)|has (?:nearly |almost )?(?:gone|stopped|dropped|moved)|have (?:moved|stopped|gone))\b/u,
    0.5,
  ),
  cue(
    /\b(?:said|told|asked|wrote|feels?|thanked|admitted)\b.{0,40}\b(?:easier|better|again|anymore|finally|faster|less|more)\b/u,
    0.4,
  ),
  // What was counted in the end: nothing of it, or so many of so many.
  cue(
    /\b(?:with zero \w+|zero (?:wrong|lost|missed|late|errors)|none since|not one|not a single|no (?:\w+ ){1,3}(?:was|were|has|have|had|since|noticed|until)|(?:\d[\d,.]{0,11}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:of|out of) (?:the |our |their )?(?:\d[\d,.]*|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty)|to (?:just |only )?a handful|almost none|nearly none|(?:two|three) (?:thirds|quarters) of)\b|: none\b/u,
    0.5,
  ),
  // Who does something else from then on.
  cue(
    /(?<!\b(?:had|we|i) )\b(?:began|started|stopped|kept|quit) (?:to \w+|\w+ing)\b|(?<!\b(?:i|we|a|an|the) )\b(?:copied|adopted|took (?:it|the|over|her|his|down)|came by|asked for (?:it|the same|my)|thanked|backed|forgave|apologi[sz]ed|ordered|stayed|bought|dropped the|replaced|refunded|joined|lent|got (?:her|his|their)|use it|finish it)\b|(?<!\b(?:we|you|to|'d|would|will|must|should|can|could|then) )\b(?:writes?|speaks?|runs|asks?|brings?|sends?|calls?|opens?|keeps?) .{0,40}\b(?:now|today|again|any ?more|first|all day|before)\b|\b(?:never|not|nobody|has|have) .{2,40}\bagain[.,]/u,
    0.45,
  ),
  cue(
    /^(?:outcome|result|it (?:ended|held|didn't|did not|worked|fell)|they (?:renewed|stayed|left|signed)|(?:he|she) (?:stayed|left|signed|forgave)|two (?:years|months)|then the|the effect|so the)\b/u,
    0.35,
  ),
];

/** What would be seen if it went as planned. */
export const EXPECTED =
  /\b(?:i(?:'d| would| do)? expect|if (?:it|this|that) works?|success (?:is|would|means)|i(?:'d| would) look (?:for|at one)|(?:we'd|we) (?:have )?failed? if|would know (?:from|by|when|if))\b/u;

export const CHOICE_CUES: readonly Cue[] = [
  cue(I_CHOOSE, 0.65),
  cue(BARE_CHOICE, 0.55),
  cue(WE_CHOOSE, 0.45),
  cue(
    /\b(?:decision|my call|the call|position|bet|answer|recommendation|stand|stance|choice)(?: here)?(?:,? (?:was|is|would be)\b|:)|\b(?:so|that's why|therefore) (?:i|we)\b/u,
    0.45,
  ),
  cue(/\b(?:instead of|rather than|and not|not the|over the|for good|first)\b/u, 0.25),
];

/** The road that would have been easier, dearer to leave or better paid. */
export const OTHER_ROAD =
  /\b(?:would(?:'ve| have) (?:been|paid|brought|bought|got|made|taken|had|meant|saved|given|signed|kept)|(?:'d|would) have (?:brought|paid|been|had|liked|got)|had we (?:gone|taken|done)|other (?:road|option|way|plan|choice)|road not taken|the alternative|tempt(?:ed|ing)|case for|argument for|(?:best|strongest) (?:case|argument)|left on the table|plus:|goodbye|bye-bye|forgo|foregone|forgone)\b/u;

export const STORY: Readonly<Record<string, Detector>> = {
  choice: {
    looksFor: 'a plain choice of one thing',
    cues: [
      ...CHOICE_CUES,
      cue(BARE_CHOICE, 0.2),
      // One thing set above another, or against the rest.
      cue(
        /\b(?:nobody|nothing|no one|none) else\b|, (?:and )?not (?:the|a|an|for|in|with|to|on|yet|our|just|its|their|from)\b|\b(?:the rest|the others?|the social feed|everything else)\b.{0,30}\b(?:waits?|nothing|later|frozen|stays?|gets?)\b|\b(?:i'd|i would|i|we'd|we) rather\b|\b(?:side of|in favou?r of)\b|\bbetter .{3,60} than\b|\bover (?:breadth|depth|speed|reach|growth|volume)\b|\bbefore we (?:go|do|touch|sell|build)\b|\bfirst,? (?:and )?.{3,40}\b(?:later|second|never|after)\b|\b(?:walk away|leave .{2,30} to others|and nothing|that's it|full stop)\b|\bone \w+, one \w+/u,
        0.45,
      ),
      cue(/^(?:go|no|yes|against|neither|not|for us|the \w+, not|depth|better)\b/u, 0.35),
    ],
    unless: /^(?:but |and |so )?if\b(?! it was)/u,
  },
  give_up: {
    looksFor: 'what is knowingly given up',
    cues: [
      ...COST_CUES,
      cue(/\b(?:rather than|instead of|over the|cheaper|easier) \b/u, 0.2),
      cue(OTHER_ROAD, 0.6),
      cue(
        /\b(?:leaves? (?:us|the|that)|will leave|betrayed|disappoint\w*|opportunity|goodwill|skipping|kills the|never see|won't (?:come|have|get|see|be)|could (?:also )?have|don't go there|we (?:don't|won't|can't) (?:do|have|get|sell|serve)|be giving|less \w+ for|gone is|gets? left|let it go|turn(?:ed|ing)? down|they'd have|may well have)\b/u,
        0.6,
      ),
    ],
  },
  cost_of_path: { looksFor: 'what the choice made worse, and for whom', cues: COST_CUES },
  constraint_tradeoff: {
    looksFor: 'a limit, or something the change makes worse',
    cues: [
      ...COST_CUES,
      cue(
        /\b(?:limit|law|regulat\w+|rule|not allowed|forbid\w*|must (?:stay|keep|not)|has to stay|can only|only works|signal|waterproof|budget)\b/u,
        0.35,
      ),
      cue(
        /\b(?:by law|rules? (?:out|forbids?)|forbids?|data protection|power cuts?|no camera|(?:can't|cannot|couldn't|may|must) (?:scroll|show|look|live|save|get|be)|knows? (?:only )?\d+|no more,|end of discussion|that shaped|shaped (?:it|the)|hence no|so no|had to (?:be cut|go|stay|move)|has to stay|rules that out|wants? a stamp)\b/u,
        0.6,
      ),
      cue(
        /\b(?:loses?|hate|miss|buried|below the fold|worse|bad for|forced to|the undecided|carries|(?:takes?|runs?) .{0,30}\blonger|(?:an|one|the) extra (?:step|click|tap|screen|second)|more (?:taps|clicks|steps|typing|scrolling)|who pay|see less|slows? down|gets? (?:slower|worse|longer|harder|smaller|less)|pushes .{3,30} (?:down|below|off)|moves to the|log in twice|takes two)\b/u,
        0.5,
      ),
    ],
  },
  outcome: {
    looksFor: 'what happened afterwards',
    cues: [...OUTCOME_CUES, cue(EXPECTED, 0.5)],
    unless: /\b(?:will|i'd|would) (?:increase|improve|rise|drop|help)\b/u,
  },
  result: { looksFor: 'how it ended, concretely', cues: OUTCOME_CUES },
  aftermath: {
    looksFor: 'what happened afterwards, to the work and the people',
    cues: [
      ...OUTCOME_CUES,
      cue(EXPECTED, 0.4),
      cue(
        /\bif .{5,80}, (?:i|we)(?:'d| would|'ll)? (?:change|live|build|ask|go|stop|turn|reopen|give|take|open)\b|\bwill be (?:annoyed|cross|angry|sour|disappointed|furious)\b/u,
        0.4,
      ),
      cue(FEELS_LOSS, 0.45),
      cue(/\b(?:understood|came around|invite|trust|apologi[sz]ed|thanked|forgave|still)\b/u, 0.3),
      cue(
        /\b(?:backed me|speak to me|spoke to me|peace offering|left over it|signed elsewhere|elsewhere|shipped|wrong call|fined|never (?:missed|forg\w+|quite)|a year on|brings me|in (?:his|her|the) (?:next )?review|without the feature|survived|used it|would tell you|broke a promise|came back|went live|live \d+|signed the|hear about it|on (?:his|her) own slide)\b/u,
        0.45,
      ),
    ],
  },
  own_call: {
    looksFor: 'your own call or change of mind',
    cues: [
      cue(I_CHOOSE, 0.5),
      cue(
        /\bi (?:went|gave|told|decided|chose|said|stopped|drove|wrote|changed my mind|was wrong|should have|pushed|insisted|argued|froze|cancelled|promised|offered|approved|refused|picked|overruled|vetoed|reversed|backed|fought|ruled|talked|traded|pulled|took|moved|gave in|stood|cut|let|put my|kept)\b/u,
        0.5,
      ),
      cue(
        /\b(?:looking back|in hindsight|i now|my mistake|on me|i changed|i was wrong|i regret|i'd do|i underestimated|my call|my decision|(?:that|it) was me|me who|mine (?:was|is)|i'm the one|i was (?:for|against)|at first i|should have|what i regret|i'd have|i had promised|i'd promised|broke my word|i caused|i own that|nobody else's|against my|if i could|i wouldn't|i'd (?:push|start|say|go|drop|leave|keep|cut|take|stop|put|choose)|i'd been)\b/u,
        0.6,
      ),
    ],
    unless: /\bwe decided together|everyone agreed|the (?:committee|group|vote|formula) decided\b/u,
  },
  communication: {
    looksFor: 'how different people were told',
    cues: [
      cue(
        /\b(?:i|we)(?: \w+)? (?:told|wrote|called|drove|phoned|telephoned|explained|showed|informed|met|visited|sent|emailed|announced|presented|warned|walked|rang|posted|asked(?! (?:myself|ourselves)\b)|agreed on|said sorry|said no|apologi[sz]ed|took the|gave|repeated|promised|read|went to)\b|\b(?:i|we)(?:'d| would|'ll| will) (?:\w+ )?(?:tell|ring|call|write|explain|phone|inform|announce|show|sit|give|let (?:him|her|them))\b|^(?:told|wrote|called|drove|gave|showed|phoned|explained|rang|asked|warned|posted|sent|said|a (?:phone )?call to)\b/u,
        0.5,
      ),
      cue(
        /\b(?:heard it from|hear it|get a post|tell everyone|told everyone|told (?:him|her|them) (?:exactly|why|that)|in person|face to face|(?<!ask(?:ed)? )myself|before the (?:meeting|announcement|steering|all|slide|minutes)|the day before|in writing|one page|on one line|by phone|in a call|rather than email|privately|alone|with the (?:date|dates|list|numbers|reason|contract)|what date|why)\b/u,
        0.4,
      ),
      cue(
        /\b(?:for the (?:devs|team|sales|support|crew|crews|board|director|customers?)|to the (?:devs|team|crew|crews|director|board|foreman|customers?)|each of them|his clerk|her team|my boss|the director|the crews?)\b/u,
        0.25,
      ),
      cue(
        /\b(?:offered|workaround|template|stopgap|export|alternative|instead|in the meantime|promised)\b/u,
        0.25,
      ),
      // Who got or heard what, whoever brought it.
      cue(
        /\b(?:got|found|received|heard|learnt|learned|were|was) (?:it|one|a|an|the|this|told|shown|my|about)\b.{0,40}\b(?:mail|letter|note|call|date|sheet|number|sketch|round|wording|text|version|visit|first|from|by|in (?:the|person|writing)|told|at the|apology|message|q&a|workaround)\b|\b(?:was|were) (?:told|shown|warned|called)\b|\b(?:heard|learnt|learned) (?:it|about it|first|this)\b|\bshe heard first\b/u,
        0.6,
      ),
      cue(
        /^to (?:the|our|my|her|his|sales|support|everyone|them)\b.{0,60}\b(?:said|wrote|told|we|i|:)|\b(?:on the phone|the same day|the evening before|a day ahead|no slides|on paper|in (?:these|plain|her own|his own|two) (?:words|sentences)|straight:|by (?:mail|letter)|at (?:her|his|their) desk|stand-up|before (?:i|he|she|they|it) (?:told|read|went|saw|could|wrote|goes|went)|first .{2,30}, then|not in (?:slack|the meeting|a mail)|my (?:announcement|message|number)|so (?:that )?(?:she|he|they) could see)\b/u,
        0.45,
      ),
    ],
  },
  by_role: { looksFor: 'this', cues: [cue(CONTRAST, 0.3), cue(I_CHOOSE, 0.4), cue(PAST_MOVE, 0.3)] },
};
