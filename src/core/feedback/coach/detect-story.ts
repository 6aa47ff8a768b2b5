/** Detectors for what most stories share: need, choice, cost, outcome, lesson, roles, telling people. */
import {
  BARE_CHOICE,
  CONTRAST,
  DECIDED,
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
    /\b(?:cost(?:s|ed|ing)? (?:us|me|them|you|him|her|about|\d|a|the|two|three)|(?:it|that|this|which|choice) (?:did )?cost|the price\b.{0,12}[:,]|what (?:that|it|this|we) (?:cost|paid|give|gave|lose|lost|makes? worse|made worse)|^it costs|^cost:|the (?:bad|sad|ugly|hard) (?:part|side)|we give something up)/u,
    0.75,
  ),
  cue(
    /\b(?:lose|loses|losing|lost|give up|gives up|gave up|giving up|sacrific\w+|forgo|forgone|walk(?:ed)? away|turn(?:ed)? away|let it go|passed on|miss out)\b/u,
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
];

export const CHOICE_CUES: readonly Cue[] = [
  cue(I_CHOOSE, 0.65),
  cue(BARE_CHOICE, 0.5),
  cue(WE_CHOOSE, 0.45),
  cue(
    /\b(?:decision|my call|the call|position|bet|answer) (?:was|is)\b|\b(?:so|that's why|therefore) (?:i|we)\b/u,
    0.35,
  ),
  cue(/\b(?:instead of|rather than|and not|not the|over the|for good|first)\b/u, 0.25),
];

export const STORY: Readonly<Record<string, Detector>> = {
  choice: { looksFor: 'a plain choice of one thing', cues: CHOICE_CUES, unless: /^(?:but |and |so )?if\b/u },
  give_up: {
    looksFor: 'what is knowingly given up',
    cues: [...COST_CUES, cue(/\b(?:rather than|instead of|over the|cheaper|easier) \b/u, 0.2)],
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
    ],
  },
  choice_under_tension: {
    looksFor: 'a choice under tension and its price',
    cues: [
      ...COST_CUES,
      cue(
        /\b(?:could have|i could|tempted|tempting|impulse|advised|instead i|on the one|either|torn|my (?:own )?(?:manager|boss)|against)\b/u,
        0.45,
      ),
    ],
  },
  outcome: {
    looksFor: 'what happened afterwards',
    cues: OUTCOME_CUES,
    unless: /\b(?:will|i'd|would) (?:increase|improve|rise|drop|help)\b/u,
  },
  result: { looksFor: 'how it ended, concretely', cues: OUTCOME_CUES },
  aftermath: {
    looksFor: 'what happened afterwards, to the work and the people',
    cues: [
      ...OUTCOME_CUES,
      cue(FEELS_LOSS, 0.45),
      cue(/\b(?:understood|came around|invite|trust|apologi[sz]ed|thanked|forgave|still)\b/u, 0.3),
    ],
  },
  outcome_or_check: {
    looksFor: 'what happened, or a concrete check',
    cues: [
      ...OUTCOME_CUES,
      cue(
        /\b(?:watch|track|measure|check|monitor|alert|count(?:ed)?|compare|report every|log|look (?:weekly|daily|monthly|every \w+|again)? ?at|check whether|see (?:if|whether))\b/u,
        0.4,
      ),
      cue(/\bif .{5,80}\b(?:then|roll|stop|go back|turn|revert|i|we)\b/u, 0.35),
    ],
    unless: /\bit(?:'ll| will| would) (?:work|scale)\b/u,
  },
  choice_with_risk: {
    looksFor: 'the call, and how its risk was kept small',
    cues: [
      cue(I_CHOOSE, 0.4),
      cue(WE_CHOOSE, 0.4),
      cue(BARE_CHOICE, 0.4),
      cue(
        /\b(?:pilot(?:ed)?|first (?:with|to|in|week|two)|only (?:to|with|in|for|the|while|when|if|above|below|between|on|at|after)|began with|started with|start with|went live with|one (?:\w+ )?(?:at a time|first)|behind a (?:flag|switch)|switch back|on a button|fall ?back|rollback|roll back|kill switch|cap(?:s|ped)? |limit(?:ed)? (?:to|it)|side by side|in parallel for|dry run|shadow|old (?:mode|endpoint|version|path|one) (?:on|alive|stays|running)|friendly|sunset|backwards? compatible|by night|in winter|small(?:er|est)?|phase|wave|canary|backup|as a fallback|kept the old|keep the old|step by step|one by one|\d+ (?:\w+ )?first|(?:big|large|small|easy|friendly) (?:ones?|\w+) first|end date|as a warning|insist on|provisional|before the rest|then the (?:rest|other|others))\b/u,
        0.5,
      ),
      cue(DECIDED, 0.25),
      cue(/\b(?:risk|in case|so that|safe|afraid|fear|worst case|what if|break everyone)\b/u, 0.25),
    ],
  },
  own_actions: {
    looksFor: 'what you did yourself',
    cues: [
      cue(
        /\bi(?:'ve|'d| have| had| then| also| even| only| just| now| still| first)* (?:asked|told|wrote|called|telephoned|phoned|drove|took|went|sat|stood|filmed|showed|made|built|stopped|started|began|followed|sent|listened|presented|proposed|read|moved|cut|changed|invited|walked|met|offered|put|pulled|rewrote|counted|drew|booked|removed|brought|apologi[sz]ed|explained|set|let|tested|visited|watched|kept|gave|ran|tried|learned|learnt|refused|said|agreed|checked|compared|collected|printed|copied|spent|shadowed|travelled|traveled|flew|left|turned|handed|closed|opened|paid|chose|decided)\b/u,
        0.7,
      ),
      cue(/\b(?:i|myself)\b.{0,60}\b(?:myself|every|each|before|alone)\b/u, 0.25),
      cue(/\bi (?:talk|ask|write|go|do|call|sit|read|bring|keep|send)\b/u, 0.3),
    ],
    unless: /\bi (?:was told|had only been)\b/u,
  },
  own_call: {
    looksFor: 'your own call or change of mind',
    cues: [
      cue(I_CHOOSE, 0.5),
      cue(
        /\bi (?:went|gave|told|decided|chose|said|stopped|drove|wrote|changed my mind|was wrong|should have|pushed|insisted|argued|froze|cancelled|promised|offered|approved|refused|picked)\b/u,
        0.5,
      ),
      cue(
        /\b(?:looking back|in hindsight|i now|my mistake|on me|i changed|i was wrong|i regret|i'd do|i underestimated|my call)\b/u,
        0.45,
      ),
    ],
    unless: /\bwe decided together|everyone agreed|the (?:committee|group|vote|formula) decided\b/u,
  },
  lesson: {
    looksFor: 'a habit that changed',
    cues: [
      cue(
        /\b(?:since then|from then on|ever since|i now|now i|these days|nowadays|i no longer|i still (?:do|ask|keep|use)|no longer|i never again|today i|every time|before i)\b/u,
        0.6,
      ),
      cue(
        /\b(?:taught me|(?:goes|go|comes?) with|each time|put an? \w+ in(?:to)? every|i learn(?:ed|t)|lesson|it showed me|realised|realized|takeaway|what i (?:took|learned|learnt)|changed how i|i changed)\b/u,
        0.5,
      ),
      cue(
        /\b(?:ask|bring|write|call|check|show|say|tell|look|wait|speak|go|invite|start|read|test)\b.{0,40}\b(?:first|before|instead|last|early|every)\b/u,
        0.3,
      ),
    ],
  },
  communication: {
    looksFor: 'how different people were told',
    cues: [
      cue(
        /\b(?:i|we)(?: \w+)? (?:told|wrote|called|drove|phoned|telephoned|explained|showed|informed|met|visited|sent|emailed|announced|presented|warned|walked|rang)\b|\b(?:i|we)(?:'d| would|'ll| will) (?:\w+ )?(?:tell|ring|call|write|explain|phone|inform|announce|show)\b|^(?:told|wrote|called|drove|gave|showed|phoned|explained)\b/u,
        0.5,
      ),
      cue(
        /\b(?:heard it from|hear it|get a post|tell everyone|told everyone|told (?:him|her|them) (?:exactly|why|that)|in person|face to face|myself|before the (?:meeting|announcement|steering|all)|the day before|in writing|one page|on one line|by phone|in a call|rather than email|privately|alone|with the (?:date|dates|list|numbers|reason|contract)|what date|why)\b/u,
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
    ],
  },
  role_split: {
    looksFor: "which part was yours and which engineering's",
    cues: [
      cue(
        /\b(?:engineers?|engineering|backend|tech lead|lead|architect|devs?|developers?|cto|(?:his|her|their|firmware|platform|pricing|data|security|hardware) (?:team|people|folks))\b.{0,60}\b(?:wanted|would (?:size|tell|choose|decide|own)|decide|must agree|could be|if it could|helps?|put up|wrote|decided|proposed|suggested|chose|owned|built|said|warned|preferred|designed|estimated|came up|recommended|picked|reckons?|argued|made)\b/u,
        0.45,
      ),
      cue(
        /\b(?:i'm not an?|i am not an?|not my (?:call|decision)|i cannot judge|i can't judge|that was (?:decided )?(?:by|theirs|their)|my part|my (?:call|job|side)|the (?:how|spec|schema|protocol) was|left (?:that|the \w+) to|i don't write)\b/u,
        0.5,
      ),
      cue(
        /\bbut i (?:\w+ )?(?:pushed|asked|insisted|decided|wanted|argued|chose)\b|\bi (?:pushed|asked|insisted|argued|made the call|owned|decided|discussed)\b/u,
        0.45,
      ),
    ],
  },
  problem_early: {
    looksFor: 'the problem near the beginning',
    early: true,
    cues: [
      cue(
        /\b(?:told me|said|wanted|asked|promised|complained|refused|threatened|left|quit|broke|failed|missed|wrong|late|angry|lost|stopped|blamed|shouted|wrote|found out|discovered|noticed|disagreed|cancelled|ignored|leaked|crashed|misread|was read|were read|meant|not true|annoyed|hurt|confused)\b/u,
        0.5,
      ),
      cue(
        /\b(?:my (?:manager|director|boss|cto|ceo|colleague|lead|team|designer|engineer|customer)|our (?:cto|ceo|director|manager|head|lead|biggest|largest|customer)|a (?:senior|customer|colleague|nurse|developer|designer|client))\b/u,
        0.3,
      ),
      cue(/\b(?:because|since|so|and|that|but)\b/u, 0.2),
    ],
  },
  need_to_requirement: {
    looksFor: 'a need, and what it demanded of the system',
    cues: [
      cue(
        /\b(?:what (?:they|he|she|people|users|it|drivers|we)(?:'d| really| actually)? (?:needed|wanted|need|want)|requirement|must (?:be|have|stay|never|always|not|know|see|work|get)|had to|has to|needs? to|needed|promised?|guarantee|so it (?:had|must))\b/u,
        0.4,
      ),
      cue(
        /\b(?:complain(?:t|ts|ed|ing)?|turning up|waiting|waits?|missed|stuck|angry|gave up|paid by|standing|wrong|double book\w*|on their hand|called us|afraid|hurt|lost|late|stale|out of date|duplicates?|break everyone|reassign\w*)\b/u,
        0.35,
      ),
      cue(
        /\b(?:within|under|in less than|at most|no more than|below|up to|before) (?:an?|one|two|three|five|ten|\d+|the)\b|\b(?:milliseconds|seconds|ms|minutes)\b|\b(?:offline|exactly once|even when|in time|correct|consistent|up to date|real time|hold onto)\b/u,
        0.4,
      ),
      cue(/\bso\b|\bbecause\b|\bwhich means\b|\bwasn't .{3,40}\bit was\b/u, 0.2),
    ],
  },
  options_compared: {
    looksFor: 'different approaches, set against each other',
    cues: [
      cue(
        /\b(?:two|three|several) (?:options|ways|approaches|paths|choices|designs|candidates|proposals)\b|\b(?:one option|the other (?:was|option|way|one)|option one|alternatively|the alternative(?:s)?)\b/u,
        0.4,
      ),
      cue(
        /^(?:one|two|three|or|a|b)[,:)] |^or (?:no|a|we|just|the)\b|\b(?:either|or)\b.{8,}|\bbetween\b.{5,60}\band\b/u,
        0.35,
      ),
      cue(
        /\b(?:rather than|instead of|versus|vs|whereas|compared (?:to|with)|over a|but (?:needs|needed|would|it|that|then)|cleaner|simpler|cheaper|bigger|quicker)\b/u,
        0.35,
      ),
      cue(
        /\b(?:decided against|ruled out|turned down|argued against|wanted to|considered|looked at|could (?:either )?(?:have|buy|build|use|split|keep|send|wait|poll|push)|discussed|proposed|suggested)\b/u,
        0.3,
      ),
    ],
  },
  by_role: { looksFor: 'this', cues: [cue(CONTRAST, 0.3), cue(I_CHOOSE, 0.4), cue(PAST_MOVE, 0.3)] },
};
