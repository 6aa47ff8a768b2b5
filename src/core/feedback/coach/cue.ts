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

const CHOICE_VERBS = String.raw`(?:stop(?:ped)?|start(?:ed)? (?:with|from|doing|on|working|building|proper|at)|pick(?:ed)?|choose|chose|drop(?:ped)?|go(?:ing)? (?:with|for)|went (?:with|for)|put|leave|left(?! (?:the|that|this|my) (?:company|firm|team|job|role|place|startup)\b)|raise|raised|build|built|cut|kill(?:ed)?|freeze|froze|move|moved|remove|removed|replace|replaced|bet|switch(?:ed)?|keep|kept|pull(?:ed)?|push(?:ed)? for|argue[d]? for|ask(?:ed)? for|sell|sold|ship(?:ped)?|launch(?:ed)?|turn(?:ed)? (?:it |that |the \w+ )?(?:off|on)|roll(?:ed)? (?:it |that |the \w+ )?(?:back|out)|cancel(?:l?ed)?|postpone[d]?|delay(?:ed)?|limit(?:ed)?|lock(?:ed)?|gave|give|bin(?:ned)?|scrap(?:ped)?|ban(?:ned)?|split|merge[d]?|hire[d]?|said no|say no|refuse[d]?|reject(?:ed)?|accept(?:ed)?|decide[d]?|mapped|map|narrow(?:ed)?|insist(?:ed)?|take|took|make|made|add(?:ed)?|let|show(?:ed)?|begin|began|allow(?:ed)?|restore[d]?|charge[d]?|park(?:ed)?|shelve[d]?|swap(?:ped)?|did|do|want|design|ask|require[d]?|approve[d]?|fund(?:ed)?|serve|target|bring|brought|decline[d]?|offer(?:ed)?|focus(?:ed)?|send|sent|save[d]?|swap|wait(?:ed)?|stick|stuck|spen[dt]|invest(?:ed)?|concentrate|prefer(?:red)?|turn(?:ed)? (?:it|that|this) (?:around|down)|insist on|pick out|forb(?:id|ade)|veto(?:ed)?|overrule[d]?|reverse[d]?|back(?:ed)? down|f(?:ight|ought) for|open|close|shut|enter|trade[d]?|settle[d]? for|reorgani[sz]e|double down|turn(?:ed)? down|sign(?:ed)? (?:off|for)|hand(?:ed)?|own|bought|buy|wrap(?:ped)?|rehearsed?)`;

/** "I stopped", "I would put", "I'd still let": one's own act or decision. */
export const I_CHOOSE = new RegExp(String.raw`\bi${BETWEEN} ${CHOICE_VERBS}\b`, 'u');
/** The same with "we". */
export const WE_CHOOSE = new RegExp(
  String.raw`\bwe(?! (?:do|make|offer|own|have made|sell) (?!not\b|nothing\b|the|that|this|it\b|one\b|only))${BETWEEN} ${CHOICE_VERBS}\b`,
  'u',
);
/** Says outright that something was decided. */
export const DECIDED =
  /\b(?:i|we)(?:'d| would| then| therefore| finally)? (?:decided?|choose|chose|picked|pick|opted|settled|went|go) (?:on|for|with|against|to|that|the|not|only|instead)\b|\b(?:my|our|the) (?:decision|choice|call) (?:was|is|would be)\b/u;
/** A subject left out, as in notes: "Dropped the list." */
export const BARE_CHOICE =
  /^(?:so |then |first,? |yes,? |no,? )?(?:dropped|built|moved|removed|replaced|cut|killed|went with|picked|chose|stopped|started with|postponed|shipped|gave|put|told|wrote|asked|turned|rolled back|first change|decision|start|stop|the first thing|kept|bought|took|froze|limited|decided|settled for|switched|refused|sold|(?:i'm|i am) (?:for|against)|raise|pick|pull out|build|double down|let(?!'s?)|drop|sell|keep|leave|go|shut|close|open|kill|bet|freeze|buy|stay|serve|charge|enter|ship|move|time to|against|everything goes)\b/u;

/** Something stands against something else. */
export const CONTRAST =
  /\b(?:instead of|rather than|instead|not the|over the|versus|vs|but not|whereas|while|the other|one is|either|or)\b/u;

export const PAST_MOVE =
  /\b(?:dropped|fell|rose|went (?:up|down|from|back)|grew|climbed|halved|doubled|tripled|shrank|increased|decreased|stopped|disappeared|cleared|came back|renewed|stayed (?:flat|where|low|the same)|improved|gone|rising|falling|moved (?:to|back|over|on)|shipped|launched|cancelled|(?<!\b(?:i|i've|i'd|was|were|is|are|what|who was) )left|returned|recovered|held|sank|jumped|slipped|went live|got (?:better|worse|faster|slower)|took off|came (?:on|in) time|(?:was|were) (?:finished|solved|ready|done|quiet)|dried up|vanished|thawed|came down|went (?:live|away|under|over to)|got \w+er|became|ended (?:with|up|in|so|as)|it ended|turned out (?:to be )?(?:well|fine|ok(?:ay)?|all right|good|badly|better|worse)|took over|signed (?:the|it|on|off|up|again|with)|(?:they|she|he|bank|customer|client) signed|passed|withdr[ae]wn?|peaked|fell over|found nothing|didn't (?:work|renew)|did not (?:work|renew))\b/u;

export const FROM_TO =
  /\bfrom (?:about |roughly |around |some |nearly |almost |over |under )?(?:[\d.,%]+|an? (?:third|half|quarter|fifth|tenth|dozen)|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?)\b.{0,45}?\b(?:to|back to|down to|up to)\b|\b(?:were|was|is|are|to) (?:about |only |just |now )?[\d.,]+%?,? (?:from|down from|up from|against|compared (?:to|with)|after)\b|\bby (?:more than |about |over |nearly |almost |around |roughly )?(?:half|a third|two thirds|a quarter|a fifth|a tenth|[\d.,]+)\b|\b(?:it|there|that) (?:was|were|had been) [\w.,]+(?: \w+)?(?: before)?[,.]? (?:and )?(?:we're|we are|it's|it is|now)\b|\bwas [\w.,]+(?: \w+)?, (?:is|now)\b|\b(?:instead of|rather than|not) (?:the |about )?(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty)(?: \w+)? (?:before|since)\b|, (?:it was|before it was|it had been|was) (?:\d[\d.,]*|ten|nine|eight|seven|six|five|four|three|two|twenty|thirty|forty|fifty)(?: \w+)?(?: before)?[.;]|\b(?:is|are|was|were|to) (?:about |around )?(?:half|a third|a quarter) of what\b/u;

export const LATER =
  /\b(?:after (?:that|this|two|three|four|five|six|eight|ten|a|an|the|\d+|launch)|since then|since|over the next|by (?:summer|autumn|spring|winter|fall|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|christmas|easter|then|the end)|the (?:following|next|same) (?:day|week|month|months|quarter|year|season|winter|summer|spring|autumn|fall|easter|afternoon|morning)|(?:days?|weeks?|months?|quarters?|years?|sprints?|seasons?) later|that (?:fall|autumn|winter|spring|summer|year|month|week)|now|today|last (?:month|year|week|quarter|may|summer|winter|spring|autumn)|until|afterwards|in the end|anymore|no longer|ever since|these days|to this day|within (?:a|an|the|two|three|four|six|\d+) (?:first )?(?:day|week|fortnight|month|quarter|year)s?|(?:days|weeks|months|years?|fortnight) (?:on|in|after)|(?:by|in) week \w+|on (?:day|the) (?:one|two|three|first|second|third|\d+(?:st|nd|rd|th))|from then on|half a year)\b/u;

export const FEELS_LOSS =
  /\b(?:hate[ds]?|angry|mad|unhappy|not (?:\w+ )?(?:amused|happy|thrilled|pleased|love|like|warm|invite)|annoyed|upset|disappointed|complain(?:ed|s|ts?)?|grumbl\w+|furious|frustrated|cold|sulk\w*|reckless|gave up on|left us|shout\w*|sour|betrayed|grudging\w*|escalated|forg[ai]ve[ns]?|d(?:idn't|id not) speak to|took it (?:well|badly)|recovered|wasn't (?:\w+ )?(?:happy|amused|pleased)|resent\w*|grudge)\b/u;

const VAGUE = String.raw`(?:worked|managed|motivated|used|learned|learnt|believed|wanted|needed|liked|hoped|collaborated|communicated|coordinated|aligned|facilitated|leveraged|demonstrated|ensured|supported|fostered|engaged|handled|resolved|addressed|utili[sz]ed|involved|prioriti[sz]ed|reali[sz]ed|tried|received|gained|achieved|showed (?:leadership|empathy|resilience)|took (?:ownership|responsibility|initiative)|focused|based|supposed|tired|related|interested|improved|delivered|consulted|identified|considered|considering|noticed|expected|tasked|hired|concerned|overcame|felt|thought|knew|participated|contributed|encouraged|empowered|inspired|promoted|balanced|adapted|remained|stayed calm|struggled|decided to communicate|lacked|cared|succeeded|happened|seemed|turned out|indeed|need|speed|feed|exceed|red|hundred|embed)`;
const DID = String.raw`(?:told|wrote|drove|took|went|sat|stood|made|built|began|sent|read|met|put|rewrote|drew|brought|set|let|ran|kept|gave|spent|flew|left|paid|chose|said|rang|got|held|cut|dug|bought|sold|found|spoke|told|taught|threw|tore|hung|shut|swore|stuck|fought|rode|shot|did the|broke|undid|redid|lent|led by|split|walked|booked|asked|[a-z]{2,}[a-z]ed)`;

/** "I counted", "I then rang": an act of one's own that somebody could have watched. */
export const I_DID = new RegExp(
  String.raw`\bi(?:'d| also| then| even| only| just| first| still| never| quietly| myself| personally| \w+ly)* (?!${VAGUE}\b)${DID}\b`,
  'u',
);
/** The same as notes have it: "Sat down beside her", "Asked the night shift". */
export const BARE_DID = new RegExp(
  String.raw`^(?:so |and |then |first |next )?(?!${VAGUE}\b|(?:left|asked|compared|given|set|put|made|built|held|found|said|got) (?:to|with|by|alone|on paper)\b)${DID} (?:a|an|the|my|our|her|his|him|them|their|it|each|every|all|both|one|two|three|forty|for|with|to|up|down|out|at|in|into|on|back|over|round|by|me|six|myself|off|that|those|through|beside|\d+|[a-z]+ (?:to|by|the|a|at))\b`,
  'u',
);
