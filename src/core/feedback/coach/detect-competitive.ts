/** Detectors for competition: whom a rival serves, what it is made for, what follows. */
import { BARE_CHOICE, I_CHOOSE, WE_CHOOSE, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { WHO, oneOf, together } from './detect-business.ts';

/** Somebody else's product, not ours. */
const RIVAL =
  /\b(?:they|them|their|theirs|the old one|competitors?|rivals?|the vendor|the other (?:one|app|tool|product|side)|excel|incumbent|the newcomer|the local one|their app|the (?:paper|sheet|notebook|spreadsheet|platform|bank|franchise|local product|old \w+ system|facebook group|wholesaler)|a grid|that app|whatsapp|booking\.com)\b/u;

const OURS = /\b(?:us|ours|we|we're|we've|our|mine)\b/u;

/** Says that a product and a customer belong together. */
const SUITS = new RegExp(
  String.raw`\b(?:(?:best|better|good|enough|perfect|right|ideal) (?:enough |thing |tool |choice |product )?for (?:a |an |the |those |our |\w+ ){0,3}?(?:who|with|that|${WHO}|one)|for (?:those|people|whoever|someone|somebody|anyone|the one|somebody) (?:who|of|with)\b.{1,60}\b(?:is|are|buy|should)|should (?:buy|get|take) (?:them|theirs|it|the)|(?:ours|theirs|mine|the (?:old|other) (?:one|app|tool)) (?:is|are|was|suits?|fits?)|(?:ours|theirs|mine) (?:is |was )?(?:made |built |designed )?for|we're for|we are for|is for (?:a|the|those|people|\w+ers)|(?:their|our) (?:(?:best|typical|right|usual|ideal|main|real) )?(?:customer|user|buyer|client) (?:is|has|sits|wears|lives|drives|runs|works|buys)|(?:their|our) (?:best|typical|right|usual|ideal|main) (?:customer|user|buyer|client|one)|(?:right|typical|best) (?:customer|one|user|buyer) for|(?:suits?|suited for|fits?) (?:them|those|people|players|the|\w+s\b)|people pick|belongs? to (?:us|them)|better off|works for \w+ers|at home with|(?:is|are) what (?:a|an|the) .{3,40} needs?|(?:takes|gets|loves?|chooses|wants) (?:the )?(?:\w+), and (?:should|is right)|we are the one|assumes? (?:a|an|that)|we do (?:\w+ )?${WHO}|better served|happier with|no good for (?:a|an|the)|stay with|gains? (?:with|from) us|finds? (?:us|them) \w+|serv(?:es?|ed) (?:well|the (?:\w+ )?${WHO})|is served|fine (?:thing|tool) for|(?:go|goes) there|(?:come|comes) here|don't want us|recommend them to|be happy with|belongs with|is their user|is mine\b|go to (?:them|us) (?:when|if)|(?:is|are) (?:all right|right) for|needs ours|needs theirs|gets? (?:on|by) (?:fine|well)|are happy with|no need of us|don't need (?:us|what we)|is (?:good )?enough,|go(?:es)? to (?:them|the rival)|come(?:s)? (?:to us|here|in when)|that's (?:us|them|our (?:customer|man|woman)|ours|theirs)|(?:are|is) (?:ours|theirs|our customer)|you're ours|fine for (?:a |an |the )?\w+|(?:can't|won't) risk it|two kinds of (?:buyers?|customers?)|better tool|outgrows?|(?:we|they) win (?:\w+ ){0,3}there|pick (?:them|us) (?:as|when|if)|(?:big|small|large|mid\S*|groups|hotels|beginners|schools)[^.]{0,40}, (?:we win|them|us)|they've got the|we've got the|take them|i tell \w+ to go)\b|(?:^|[.;,] )(?:the other app|theirs|ours|us|them|for us|with us|who us\?)[:,] |: (?:us|ours|them|theirs|notebook)[.;]?|\b(?:over there|on our side)\b`,
  'u',
);

/** Somebody in particular, one or many. */
const SOMEBODY = new RegExp(
  String.raw`\b(?:an? [\w-]+(?: [\w-]+)? (?:with|who|whose|where|without|on)|the [\w-]+ (?:who|that|whose|where)|somebody|someone|anyone|whoever|(?:an?|the|one) (?:[\w-]+ )?(?:[a-z]{3,}(?:ers?|ors?|ist|ian|man|woman|smith|keeper|lady)|mayor|temp|chef|cook|firm|school|clinic|chain|choir|club|hotel|inn|shop|farm|bakery|practice|office|family|couple|parent|widow|student)|${WHO})\b`,
  'u',
);

/** Which of the two: at the head of a clause, or where somebody ends up. */
const SIDE_OF =
  /(?:^|[.;:,] |\b(?:and|but|whereas|while) )(?:theirs?|ours?|them|us|we|they|the rival|the other (?:one|shop|app|side)|over (?:here|there))\b|\b(?:theirs|ours|with us|with them|over there|over here|it's us|are ours|go there|come here|don't want us|ourselves|be happy with|recommend them|better served|the other shop|stay with|gains? with|no good for|find(?:s)? (?:us|them))\b/u;

const DESCRIBED =
  /\b(?:who|whoever|whose|with (?:an?|one|two|three|four|five|no|his|her|their|more|\d+)|where|without|alone|fewer than|under (?:a|\d+|ten|forty)|rooms|-person|of the \w+ sort|small|big|old|for years|that (?:still|send|need|run|sells?|opens?|call))\b/u;

/** What somebody is good at. */
const MADE_FOR =
  /\b(?:best (?:for|at)|(?:good|great|superb|unbeaten|brilliant|strong) at|shines?|beats?|everything by|optimi[sz]e[sd]?|(?:made|built|designed) (?:\w+ )?(?:for|around|so)|there to (?:move|sell|make|get)|earns? on|(?:right|perfect|best|clever) (?:tool|thing) for|always works?|(?:is|it's) (?:free|cheaper|quick(?:er)?|faster) and|where they're strong|strong in a way|bends to|as quick as|finished before|they want something|(?:are|were|is|was) aimed at|(?:go|goes|went|choose|pick|take|use)s? (?:\w+ ){0,6}(?:because|as|since) (?:there|it|they)|(?:app|software|tool|product)(?:'s|s| is) there|(?:design|everything in it) (?:starts|bends) (?:from|to)|always (?:works|there)|thought hardest|win(?:s)? the|nails?|don't want to think|(?:one|a single|sole|superb at one) (?:job|thing|moment|question|promise|phone number)|does one|is the point|(?:their|its) (?:job|strength|charm|promise|trick|magic|appeal|whole thing|product is|product's|demo)|the (?:strength|charm|promise|trick|magic|appeal|advisor|habit|routine) (?:is|says|of)|what (?:people|they|customers|buyers|you) (?:really )?(?:buy|sell|want|get|are really)|people (?:like|buy|take) (?:it|calling|them|there)|customers? (?:take|love|like|keep) it|you (?:hire|walk in)|takes the (?:fear|work|worry)|never (?:runs out|fails|breaks|forgets|asks)|lives? (?:from|by|on) the (?:habit|moment)|gets? (?:a|the|an) \w+ (?:through|live|by)|an? (?:instrument|insurance|tool) for|measured on|so as not to|sell(?:s|ing)? (?:calm|sleep|trust|one)|answers? (?:the|"|is)|exists? (?:so|to|for)|thought through|gets you|makes? (?:a|the) \w+ feel|does the \w+ (?:part|job|work)|(?:made|built) round|really sells?|what .{3,40} does better|painless|its magic|a product for|perfect at|that's the lot|do(?:es)? \w+ (?:very |really )?well|(?:very|really) good (?:at|in)|love it|they got the|with mittens|in the time|friend\b|pay for the \w+|which is all|that's the deal|unbeatable|what they get|without (?:anybody|anyone|having)|really (?:after|built|selling)|in one box|fills the|(?:thing|product) being bought|visit is the product|keep it for|look at when|it's for (?:\w+ing|the)|works (?:because|since) an)\b/u;

/** A moment in somebody's work. */
const MOMENT =
  /\b(?:on (?:a )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:monday|sunday),|at (?:\d+|night|six|seven|eight|nine|ten|two|three|the (?:end|till|door|counter))|(?:ten|three|five|two|ninety|\d+) (?:minutes?|seconds?)|in (?:a second|ten minutes|one evening)|the moment|morning round|in person|says so|before (?:the (?:van|customer|season)|she|he)|while (?:the|she|he|i)|when (?:the|a|an|somebody|it|she|he) \w+|the first (?:ten|five|day|week|minute)|tonight|evening|same afternoon|for one day|after a year|with (?:wet|one|no) (?:hands|hand|thumb)|in the (?:rain|car|tram|left hand|door)|from the (?:minute|moment|second)|this evening|the first night|(?:two|three|five|ten) seconds|one hand|at the finish|by (?:this|the) evening|on a roof|opens the door|at midnight|on the spot|on the shelf|on the day of|in the time|turns the key|with \w+ on|pin up|at the same time|within \w+ minutes|no training|straight away|at once|clicks|everyone sees|speed|calm|fear|picks up|not having to)\b/u;

/** How somebody earns, sells, is set up or owned, or holds data. */
const POSITION =
  /\b(?:how they (?:earn|sell|charge|live|make (?:money|their))|business model|distribution|licen[cs]e|per (?:head|seat|user|licence|license|transaction|book|pupil|visit|ticket)|by the (?:seat|ticket|head|book)|gets? paid|a cut when|paid (?:once|per|by the)|(?:insurer|bank|state|dealer) pays them|commission|resell\w*|years of (?:[\w']+ )?(?:samples|data|reviews|history|corrections|records|work|trust)|sells? through|made out of|framework contract|exclusive|sell(?:s)? ads|(?:living|incomes?|profits?|margin|live|earn\w*|money) (?:\w+ ){0,3}(?:on|from|with|off|is|that comes)|subscriptions? are|screwed|from the factory|built (?:into|for one)|in the foundation|owns (?:the|half|most)|(?:is|are) run by|under their roof|is a present|certifi(?:es|ed) them|required by|on their board|is bought by|to learn from|pays for|bought from|head office|software inside|turnover|member by law|by law\b|earns? by|certified|(?:promised|told) (?:their|its) investors|trained at|years of \w+'? \w+|the approval|approved by|owned by|listed company|parent company|cooperative|the vote of|state company|guild|union recommends|sales force|field staff|reviews (?:can't|written)|late fees|lock-in|train(?:s|ed)? on it|answers? to the|version of its own|big release|the more \w+ (?:are|is|use|join)|in each school|under the (?:stairs|desk)|end customer|controller in each|data (?:model|sits|stays|belongs|they|from)|lives on (?:one|a)|setting it up|installed by|depots in|employees|franchise contract|text messages)\b/u;

const POSITION_OF_RIVAL =
  /\b(?:bundles?|recommends?|hardware|wholesal\w+|advertis\w+|regulat\w+|server|stake|installs?|contracts?|supply|charge by|sell (?:steel|gates)|relationship|for friend lists|depots?)\b/u;

/** Why that does not change. */
const RIGID =
  /\b(?:so they|that's (?:why|also why)|because|which means|therefore|they can't|(?:can't|couldn't) (?:copy|follow|just|do|well|be bought|buy|loosen)|cannot|won't|may not|not win|would (?:hurt|eat|starve|put|cost)|never (?:win|be|make|let)|by nobody|no (?:reason|wish|way)|to copy us|copying (?:that|it|us)|copy (?:us|that|it)|they'd have to|would have to break|who gives up|impossible|hard to (?:change|copy|follow)|it took them|ties the|protects|bait|eat the|starve|out of work|worthless|kill (?:them|it)|bad business|depends? on|can't (?:let|tell|afford|be seen)|so no \w+|doesn't carry|can replace|will give out|eats the|would need a|by people who never|on the side|it'll never|thinks? in|nine tenths|with nobody|was bought from|comes? with|(?:can't|cannot) be (?:had|bought|copied|downloaded|sold)|it'd mean|needs a new|no two are|nobody can|for three years|(?:earns?|makes?) them (?:nothing|no)|cutting off|older than|before we do|at no cost|in bulk|with an empty|gets? nothing out)\b/u;

/** The plan, price or message. */
const PLAN =
  /\b(?:pricing page|prices?|priced|charge[sd]?|bill for|(?:for )?free|month by month|website|home ?page|landing page|(?:off|on) the site|headline|first line|pitch|messag(?:e|ing)|slogan|positioning|rename[d]?|roadmap|free plan|plan|pipeline|demo|trial|ads|trade fairs?|tenders?|onboarding|release|import|export|version|campaign|module|design|effort|work|features?|contract|quarter|engineers|people|team|tickets?|one device|uptime|payroll|button|offline|mode|phone line|sales|marketplace)\b/u;

/** What is said about a plan that changes. */
const FOLLOWS =
  /\b(?:so (?:we|i|no|all)\b.{0,60}\b(?:stop|drop|put|build|import|raise|remove|limit|go|became|work)|that's why (?:we|i)|it's why (?:we|i)|now it's|(?:came|comes?|took|taken|take|goes|go|went) (?:[\w-]+ ){0,5}(?:off|out of) (?:the|our) (?:site|list|roadmap|plan|pipeline)|(?:i|we)(?:'d| would)? (?:take|took|throw|threw) the (?:\w+ ){1,3}out\b|have the (?:website|home page|sales team|pitch)|i'd now keep|now keep and|positioning:|so no \w+ \w+;|raised the price|say (?:it|so) openly|put (?:more|all|the next|the|our|two) (?:\w+ )?(?:work|effort|year|design\S*)|all our work|for the roadmap|into the plan|my (?:decision|conclusion) (?:was|is)|call ourselves|crossed out|i'd bury|first consequence|(?:home ?page|website|pitch|trial|plan|onboarding|roadmap|contract|demo) (?:now |then |also )?(?:loses|gets|begins|starts|opens|says|shows|changes)|stays? on the plan|hiring changes|the next thing|(?:sales )?trips go|a price per \w+ (?:rather|instead|and not)|(?:and|we|i|we'd|i'd) charge (?:\d|for|by|per)|the rest waits|consequently|i'd sell it|by the (?:boat|head|delivery|month|piece),|becomes the (?:thing|first|headline)|gets no more|^next:|first sentence|our (?:salesman|salespeople|sales \w+) .{0,30}now|it means (?:we|i)|we print|on our (?:box|site|stand|van|door|home)|we need (?:a|an|one|two) .{2,40}before|our paid|we stop \w+|\w+ first, then|from (?:this|that|here|it) i'd|moved the \w+|(?:i|we)(?:'d)? (?:moved|move) \w+|what i(?:'d)? (?:would )?change:|changes:|what we changed|from now on|no more \w+|hence|consequence|for us (?:that|this|it) means|i(?:'d| would) position|next (?:version|design|release|quarter|season) (?:belongs|has|is|goes)|(?:gets?|is|are) (?:cancelled|the money|dropped|the budget)|moved? (?:ahead of|up|from spring|to the)|slides? to|rises? to|becomes? (?:part|the)|became the|(?:\w+ plan|trial|map|calendar|mode): (?:gone|out)|out with|in with|doubles for|halves (?:for|under)|shut(?:ting)? down|scrap(?:ped)? the|(?:plan|tier|edition|module|app|feature) (?:is |was )?(?:dropped|cut|gone|closed)|get(?:s)? out of|to the (?:front|top|back|bottom)\b|two things change|shelve[ds]?|give (?:the \w+(?: \w+)? )?away|rewrote|rewrite the|hire two|will publish|we'll (?:publish|quit|stop)|end(?:s)? this week|works on \w+ from|would run month|making leaving|written into the|build the \w+(?: \w+)? before|before anything else|may no longer|not build any|has no new|leave the \w+ and|comes off|stays?\.|opens with|starts in the|it's the headline|our \w+ mode|cost(?:s)? more from|are free\b|instead\.?$|i'd stop the|we now send|gone\b)\b/u;

/** A deal left to others. */
const LET_GO =
  /\b(?:(?:we|i|i'd|we'd|i'll|we'll) (?:would |will |happily |gladly |still |should )?(?:lose|lost) (?!(?:about|the money|some|a third|\d))|(?:we'd|we would|i'd|we will|we) lose,? and|should lose|deals we should|lose and should|(?:we|they)(?:'d| would)? win (?:that|those)|not (?:fight|chase|compete)|(?:wouldn't|won't|don't|not|never) (?:\w+ )?(?:fight|chase|try to pull|compete)|don't want (?:those|them|these|are)|(?:ones|customers) i don't want|(?:won't|will not|never|not mine to) (?:\w+ )?win|can't win them|let (?:them|him|her) (?:have|keep|go)|i let \w+ walk|recommend (?:them|the others?)|tell \w+ to go there|send(?:ing)? (?:\w+ ){1,4}(?:to them|there)|send them to|should buy the|will shrink|not (?:\w+ )?(?:try to )?compete|can't win against|turn(?:ed)? (?:away|down)|leave (?:\w+ ){0,3}(?:alone|be|to them)|we leave to them|they(?:'d| would) win|no price war|will shrink|(?:we|i)(?:'d| would|'ll) sell fewer|can go to them|(?:should|may|can) go there|not come to us|goodbye to|withdraw from|stay out of|don't enter|aren't worth a|not worth a fight|pass on (?:\w+ )?\w+s\b|hand over|give up gladly|come second|their world|fine (?:by|with) (?:me|us)|let the \w+ (?:have|keep|get)|hand (?:to|over to) them|on a plate|we said no|not for us|better lost|come last|accept that \w+ leave|not a (?:penny|cent|euro)|stays? with them|gave them two names|don't even|would have buried us|may keep|elsewhere|we don't do|the number of|run after|are gone and|(?:do|live|go) without|without a tear|went to \w+(?: \w+)? and we|stays? out|give up \w+|don't (?:write|bid)|send (?:him|her|them) (?:on|over)|keep the (?:white-\w+ )?places|live with that|didn't mind|don't mind|with my blessing|happily lose|glad(?:ly)? (?:to )?lose|no business in|walk(?:ed)? away|gets the address|lift a finger|shake hands|out of the pipeline|don't count any more|in that regard we lose|(?:did not|didn't) answer their|we stay the small|compete on price)\b/u;

/** An idea of theirs that is left alone, or taken. */
const THEIRS =
  /\b(?:(?:never|not|wouldn't|won't|would not) (?:\w+ )?(?:copy|imitate|follow them|touch)|would never|(?:i|we) refuse[d]?|refused it|no to the|over my dead|stays where it is|would be silly|(?:i'd|we'd|i would|we|i|i did|we did) (?:borrow|steal|envy|adopt|imitate)|^steal|^borrow|(?:i'd|we'd) (?:nick|pinch|lift|redo|have (?:\w+ ){1,3}redo)|i admire|i'd copy|(?:happily|gladly) (?:imitate|copy|take|borrow)|never will there be|(?:will|would) never (?:have|be) (?:a|an|in)|(?:i|we) took their|for our own|is poison|i don't want to earn|better than what we|(?:will not|won't|wouldn't) (?:build|add|offer|have)|indecent|copy (?:how|one thing|their)|take the copy|(?:i'd|we'd|i would) (?:\w+ )?(?:take it over|take from them|copy)|what i'd (?:take|copy|borrow|not)|took from it|i took from|take from them|nice (?:trick|idea)|that's (?:good|clever)|best thing they|i envy|have one like|leave the \w+\.|full stop|no \w+ either|no price cut|not defended|i'd steal|i'd leave (?:alone|them|it)|against a free|of our own i looked at|we'd be a bad|they'd make us)\b/u;

const WHY =
  /\b(?:since|because|as (?:they|it|he|she)|that's|they used|so they|create|with reason|who'd|they'd|which|wants? (?:a|everything|its|their|them)|needs?|would (?:cost|phone|switch|sit|ask)|it (?:made|works)|wanted|makes? (?:a|us|them|no)|every one|only)\b/u;

/** Which wordings speak for which criterion, where a rival is looked at. */
export const COMPETITIVE: Readonly<Record<string, Detector>> = {
  segment_served: {
    looksFor: 'which customer each product fits',
    needs: oneOf(
      together(SUITS, oneOf(new RegExp(String.raw`\b${WHO}`, 'u'), DESCRIBED)),
      together(RIVAL, OURS, SOMEBODY),
      together(SIDE_OF, SOMEBODY, DESCRIBED),
    ),
    cues: [
      cue(SUITS, 0.55),
      cue(together(RIVAL, OURS), 0.24),
      cue(together(SIDE_OF, SOMEBODY, DESCRIBED), 0.25),
      cue(DESCRIBED, 0.15),
      cue(new RegExp(String.raw`\b${WHO}`, 'u'), 0.1),
    ],
  },
  optimized_for: {
    looksFor: 'what the rival is really made for',
    cues: [
      cue(MADE_FOR, 0.42),
      cue(together(RIVAL, MADE_FOR), 0.15),
      cue(together(RIVAL, MOMENT), 0.3),
      cue(together(RIVAL, /\b(?:because|already|habit|trust|simple|simply|paper|want|care|love)\b/u), 0.22),
      cue(/\b(?:they|them|their|it|its)\b/u, 0.12),
      cue(together(/^(?!.*\b(?:i|we|i'd|we'd|our|us|my|me)\b)/u, MOMENT), 0.2),
    ],
    unless: /\b(?:because of (?:their |the )?(?:price|brand)|mainly because|it was price)\b/u,
  },
  structural: {
    looksFor: 'why that strength or weakness is hard to change',
    cues: [
      cue(POSITION, 0.46),
      cue(together(RIVAL, POSITION), 0.15),
      cue(together(RIVAL, POSITION_OF_RIVAL), 0.36),
      cue(RIGID, 0.3),
      cue(together(RIVAL, RIGID), 0.15),
    ],
    unless: /\b(?:mainly because|stronger brand|better brand|it was price)\b/u,
  },
  implication: {
    looksFor: 'what follows for your plan or message',
    cues: [
      cue(together(oneOf(I_CHOOSE, WE_CHOOSE, BARE_CHOICE), PLAN), 0.4),
      cue(oneOf(I_CHOOSE, WE_CHOOSE, BARE_CHOICE), 0.16),
      cue(FOLLOWS, 0.6),
      cue(PLAN, 0.15),
    ],
    unless: /\bbuilding the .* as well\b|on par\b/u,
  },
  borrow_avoid_lose: {
    looksFor: 'a deal lost on purpose, or an idea refused or borrowed',
    needs: oneOf(LET_GO, THEIRS),
    cues: [cue(LET_GO, 0.6), cue(THEIRS, 0.6), cue(WHY, 0.2)],
    unless: /\bwe want all customers\b/u,
  },
};
