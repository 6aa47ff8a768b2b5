/** The small language detectors are written in. */

/** One wording that speaks for a criterion; `strength` 0..1 is how much it says by itself. */
export type Cue = { readonly pattern: RegExp; readonly strength: number };

/**
 * What to look for. `looksFor` completes "I found wording for ...". Without a match of `needs`, or with one of `unless`,
 * a sentence does not count.
 */
export type Detector = {
  readonly looksFor: string;
  readonly cues: readonly Cue[];
  readonly unless?: RegExp;
  readonly needs?: RegExp;
  /** The sentence must name a kind of people or organisation. */
  readonly needsGroup?: boolean;
  /** Only the first sentences count. */
  readonly early?: boolean;
};

export const cue = (pattern: RegExp, strength: number): Cue => ({ pattern, strength });

const BETWEEN = String.raw`(?:'d|'ll|'ve| would| will| have| had| also| then| still| only| first| just| never| personally| therefore| finally| even| not| could| did| rather| myself| instead| at once| too)*`;

const CHOICE_VERBS = String.raw`(?:stop(?:ped)?|start(?:ed)? (?:with|from|doing|on|working|building|proper|at)|pick(?:ed)?|choose|chose|drop(?:ped)?|go(?:ing)? (?:with|for)|went (?:with|for)|put|leave|left|raise|raised|build|built|cut|kill(?:ed)?|freeze|froze|move|moved|remove|removed|replace|replaced|bet|switch(?:ed)?|keep|kept|pull(?:ed)?|push(?:ed)? for|argue[d]? for|ask(?:ed)? for|sell|sold|ship(?:ped)?|launch(?:ed)?|turn(?:ed)? (?:it |that |the \w+ )?(?:off|on)|roll(?:ed)? (?:it |that |the \w+ )?(?:back|out)|cancel(?:l?ed)?|postpone[d]?|delay(?:ed)?|limit(?:ed)?|lock(?:ed)?|gave|give|bin(?:ned)?|scrap(?:ped)?|ban(?:ned)?|split|merge[d]?|hire[d]?|said no|say no|refuse[d]?|reject(?:ed)?|accept(?:ed)?|decide[d]?|mapped|map|narrow(?:ed)?|insist(?:ed)?|take|took|make|made|add(?:ed)?|let|show(?:ed)?|begin|began|allow(?:ed)?|restore[d]?|charge[d]?|park(?:ed)?|shelve[d]?|swap(?:ped)?|did|do|want|design|ask|require[d]?|approve[d]?|fund(?:ed)?|serve|target|bring|brought|decline[d]?|offer(?:ed)?|focus(?:ed)?|send|sent|save[d]?|swap|wait(?:ed)?|stick|stuck|spen[dt]|invest(?:ed)?|concentrate|prefer(?:red)?|turn(?:ed)? (?:it|that|this) (?:around|down)|insist on|pick out)`;

/** "I stopped", "I would put", "I'd still let": one's own act or decision. */
export const I_CHOOSE = new RegExp(String.raw`\bi${BETWEEN} ${CHOICE_VERBS}\b`, 'u');
/** The same with "we". */
export const WE_CHOOSE = new RegExp(String.raw`\bwe${BETWEEN} ${CHOICE_VERBS}\b`, 'u');
/** Says outright that something was decided. */
export const DECIDED =
  /\b(?:i|we)(?:'d| would| then| therefore| finally)? (?:decided?|choose|chose|picked|pick|opted|settled|went|go) (?:on|for|with|against|to|that|the|not|only|instead)\b|\b(?:my|our|the) (?:decision|choice|call) (?:was|is|would be)\b/u;
/** A subject left out, as in notes: "Dropped the list." */
export const BARE_CHOICE =
  /^(?:so )?(?:dropped|built|moved|removed|replaced|cut|killed|went with|picked|chose|stopped|started with|postponed|shipped|gave|put|told|wrote|asked|turned|rolled back|first change|decision|start|stop|the first thing)\b/u;

/** Something stands against something else. */
export const CONTRAST =
  /\b(?:instead of|rather than|instead|not the|over the|versus|vs|but not|whereas|while|the other|one is|either|or)\b/u;

export const PAST_MOVE =
  /\b(?:dropped|fell|rose|went (?:up|down|from|back)|grew|climbed|halved|doubled|tripled|shrank|increased|decreased|stopped|disappeared|cleared|came back|renewed|stayed (?:flat|where|low|the same)|improved|gone|rising|falling|moved (?:to|back|over|on)|shipped|launched|cancelled|left|returned|recovered|held|sank|jumped|slipped|went live|got (?:better|worse|faster|slower)|took off|came (?:on|in) time|(?:was|were) (?:finished|solved|ready|done|quiet))\b/u;

export const FROM_TO =
  /\bfrom (?:about |roughly |around |some |nearly |almost |over |under )?(?:[\d.,%]+|an? (?:third|half|quarter|fifth|tenth|dozen)|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?)\b.{0,45}?\b(?:to|back to|down to|up to)\b|\b(?:were|was|is|are|to) (?:about |only |just |now )?[\d.,]+%?,? (?:from|down from|up from|against|compared (?:to|with)|after)\b|\bby (?:more than |about |over |nearly |almost |around |roughly )?(?:half|a third|two thirds|a quarter|a fifth|a tenth|[\d.,]+)\b/u;

export const LATER =
  /\b(?:after (?:that|this|two|three|four|five|six|eight|ten|a|an|the|\d+|launch)|since then|since|over the next|by (?:summer|autumn|spring|winter|fall|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|christmas|easter|then|the end)|the (?:following|next|same) (?:day|week|month|months|quarter|year|season|winter|summer|spring|autumn|fall|easter|afternoon|morning)|(?:days?|weeks?|months?|quarters?|years?|sprints?|seasons?) later|that (?:fall|autumn|winter|spring|summer|year|month|week)|now|today|last (?:month|year|week|quarter|may|summer|winter|spring|autumn)|until|afterwards|in the end|anymore|no longer|ever since|these days|to this day)\b/u;

export const NOT_YET =
  /\b(?:would|will|could|should|might|hope|plan to|going to|expect to|want to)\b|(?:'d|'ll)\b/u;

export const FEELS_LOSS =
  /\b(?:hate[ds]?|angry|mad|unhappy|not (?:\w+ )?(?:amused|happy|thrilled|pleased|love|like|warm|invite)|annoyed|upset|disappointed|complain(?:ed|s|ts?)?|grumbl\w+|furious|frustrated|cold|sulk\w*|reckless|gave up on|left us|shout\w*|wasn't (?:\w+ )?(?:happy|amused|pleased)|resent\w*|grudge)\b/u;
