/** Detectors for the business side: strategy and prioritisation. */
import { cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { WATCH } from './detect-study.ts';

/** One wording out of several, each written as a pattern of its own. */
export const oneOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map((one) => one.source).join('|'), 'u');

/** All of these in one sentence, in any order: each alone says nothing. */
export const together = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(`^${patterns.map((one) => `(?=.*?(?:${one.source}))`).join('')}`, 'u');

/** Kinds of people and organisations, also where only the ending tells. */
export const WHO =
  /(?:people|folks?|men|women|man|woman|whoever|ones|those|[a-z]{2,}(?:[^s]ists|ants|ians|eers|wrights|smiths|wives)|(?!numb|oth|ord|off|answ|lett|matt|pap|serv|filt|lay|comput|remind|nev|und|aft|corn|hour|fold|head)[a-z]{3,}ers|[a-z]{3,}[ct]ors|doctors?|nurses?|schools?|clinics?|hospitals?|hospices|pharmacies|shops?|banks?|agenc(?:y|ies)|firms?|farms?|landlords?|students?|pupils?|teens|parents|couples?|families|mothers|fathers|widows?|cooks?|chefs?|crews|vets?|notar(?:y|ies)|choirs?|orchestras?|museums?|librar(?:y|ies)|chains?|independents?|franchis\w+|co-ops?|breweries|bakeries|kitchens?|villages?|cities|towns|universities|charities|companies|businesses|startups?|studios?|hotels?|restaurants?|practices?|councils?|offices?|communities|groups|associations|captains?|clubs?|churches|brands|venues?|refugees|networks?|teams|places|labs|sites|payers|institutions|owners?|[a-z]{3,}(?:ladies|lords|keepers|mates|hands)|nurseries|inns|patients|apprentices|agents|clerks|sisters|mayors|temps|grandparents|landlady|self-employed|beginners|locals)\b/u
    .source;

const PUT_FIRST = new RegExp(
  String.raw`\b(?:serv(?:e|es|ing)|start(?:ed|s|ing)? (?:with|from)|it begins with|between the|beg[ia]n(?:s|ning)? with|begins? with|go(?:ne|ing)? (?:only )?(?:to|for|after|with|from)|went (?:to|for|after|with)|go, but only with|(?:buil[dt]|build|design|made)(?:ed|ing)? (?:\w+ )?for|work(?:ing)? for|support for|concentrat\w+ (?:\w+ )?on|focus\w* (?:\w+ )?on|narrow\w* (?:\w+ ){0,2}to|(?:bet|money) (?:is |only |mostly )*on|(?:give|gave|spend|put) (?:\w+ ){0,2}(?:year|season|quarter|effort|money) (?:to|on|into)|for who:|keep it for:|(?:kept|keep) us to|ones (?:who )?pay(?:ing)? us (?:were|are)|leave out|leave alone|aim(?:ed|ing)? at|pick(?:ed)?|choose|chose|chosen|ignored?|leave|keep (?:it |us )?(?:free )?(?:for|to)|take|best for|belongs? to|priority one|above all|(?:my|our) first|agencies first|first the|only (?:with|for)|explicitly not for|not (?:the|for|with)|rather than|instead of|(?:let|after) the|i want are|and not|be(?! \w+ed by\b)) (?:the |our |those |a |my |\w+[- ]){0,4}?${WHO}`,
  'u',
);

const WHO_WAITS = new RegExp(
  String.raw`\b${WHO}(?: (?!and\b)[\w'-]+){0,7}?,? (?:(?:come|comes|came|go|goes|are|is|were) (?:first|before|second|last|later|in|out|ignored|left out|on the list|my starting)|first|(?:can|could|must|will|has to|have to|would have to) (?:wait|queue)|waits?|(?:is|are) the person|who are called|come back|gets? (?:nothing|us first|a (?:polite )?no)|not yet|later|for now|for the moment|get(?:s)? (?:a|no)|(?:already )?have (?:their|an|a|three|its)|before [\w -]{2,30}s\b|(?:are|were) our (?:main|best|first|biggest|real) \w+|(?:i|we) (?:leave|left|would leave|ignore|let go)|(?:\w+ )?so i ignored|who (?:already )?pay)|^(?:not |first |then |later )?(?:the )?(?:[\w'-]+ ){0,2}${WHO}(?: [\w'-]+){0,5}(?:[.:]|, (?:not|no|weeks|before)| before | first)|\b(?:says? no|said no|no|not yet|later) to (?:the )?(?:\w+ ){0,2}${WHO}|\bno (?:national |big |large )?(?:chains|networks)\b`,
  'u',
);

/** One kind of people beside another. */
const TWO_KINDS = new RegExp(String.raw`\b${WHO}.{2,90}\b${WHO}`, 'u');

const MONEY =
  /\b(?:renew(?:s|ed|als?)?|churn(?:ed)?|(?:pays?|paid|paying) (?:us|for|gladly|per|more|because|since|if|when|\d+|late|him|a )|would pay|who pay|never pay|pays? (?:in )?[a-z]+ instructor|revenue|margins?|(?:cost|costs) (?:us|them|him|her|it|less|more|nothing|two|\d)|discounting|upsell|upgraded|earn(?:s|ed)?|worth (?:\w+ )?\d|subscriptions?|licen[cs]es?|profit|income|salar(?:y|ies)|finances the|commission|reimburse\w*|we charge|they fund|fund the|bills? (?:per|for us)|billed|brings? (?:in|forward)|a loss|percent off|saves (?:a|the|him|her|them|us)|purse|turnover|cash flow|premium|break(?:s)? even|one signature|(?:cut|lower|waive)s? the (?:fee|premium|price)|eating us alive|that's what they buy|also buys|feeds us|pays? (?:himself|herself|itself|themselves) back|fin(?:es|ing) (?:them|us|him|her)|(?:losing|lose) (?:one|a|the) \w+ means|(?:percent|third|half|quarter) of (?:what we (?:earn|live)|turnover|sales)|acquisition|walks\b|a month's|for nothing|sign(?:s|ed)? for (?:two|three|five|\d+) years|costs? (?:it|them|him|her|a|the) (?:a )?(?:season|day|shift|customer|year)|saves? (?:a|an|one|two|half|\w+) (?:day|hour|shift|visit|trip|nurse|clerk|man)s?|charges? (?:the|them|him|her|for)|gets? round|out (?:nine|ten) thousand)\b/u;

/** Money in passing: it needs a cause beside it. */
const PRICED =
  /\b(?:pa(?:ys?|id|ying)|cancel(?:s|led)?|leave|leaves|costs?|seats|contracts?|expand|worth|price|buy(?:s|ing)?|cheap(?:er)?|money|fees?|budget|penalty|funding|grants?|tenders?|hire|live from|sells?|discount\w*)\b|[€£$]\s?\d/u;

/** Who has it once does not go again, and others come with them. */
const KEPT =
  /\b(?:moat|lock-?in|(?:won't|wouldn't|will not|isn't|aren't|will never|never|not) (?:be )?(?:switch(?:ing)?|go(?:ing)? (?:back|anywhere)|leav(?:e|ing)|(?:take|move) it out)|(?:nobody|no one) (?:takes|moves|leaves|switches|rips)|hard(?:er)? to (?:leave|pull|replace|rip)|come(?:s)? along|(?:lab|suppliers?|clients?|staff|accountants?) follows?|drags? (?:\w+ ){1,3}(?:behind|along)|tells? the next|word of mouth|brings? (?:its|his|her|their) \w+ along|cheaper to keep|gives? us (?:one|two|a|some)|sells? (?:one time|once)|burns? (?:\w+ )?less|(?:would )?split (?:that|it) with us|(?:has|have) to talk to us|(?:ate|eats) what we earn\w*|bring(?:s)? nothing|asking for (?:\w+|\d+) of|takes? (?:\w+|\d+) percent|the bleeding|a month each|subsid\w+|nobody has ever (?:argued|asked|left)|renews|(?:stay|stays|stayed|staying) (?:with us|longer|past|on average|for years|four|five|three)|stop(?:s|ped)? leaving|who left|hands? us|seats grow|whoever (?:stores|has|keeps)|history sits with us|defends?)\b/u;

const IF =
  /\b(?:if|a (?:second|third) (?:winter|season|year|month|quarter)|in the second case|(?:two|three|four) \w+ in a row|the day (?:a|the|we|they|somebody)|as soon as|without (?:one|a single)|or the (?:team|money)|had (?:the|we|it|they)|day \d+|one \w+ (?:sued|quits|leaves)|should|suppose|unless|when|once|until|till|as long as|the (?:day|moment|minute)|had \w+ not|is it not|otherwise|after (?:a|one|two|three|six|the|\d+)|before the|at (?:two|three|\d+) for|by (?:the|week|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter|then|next)|within|under that|less than|fewer than|more than|below|above (?:it|that|half)|even one|a rise in|means)\b/u;

/** A turn or an end. */
const TURN =
  /\b(?:(?:i|we)(?:'d| would|'ll| will|'m| am)? (?:\w+ ){0,2}(?:stop|roll|go back|undo|kill|admit|turn (?:\w+ ){0,3}(?:around|round|off)|revert|pause|close it|reconsider|pull (?:it|out)|fold|carry on|give (?:\w+ ){1,3}back|hand (?:\w+ ){1,3}back|swap|reopen|look again|scrap|withdraw|change my mind|let the \w+ go|take it (?:out|off|down)|drop it|end it|lift the|raise the|loosen)|(?:the |that )?(?:pilot|trial|experiment|project|version|contract|feature) (?:\w+ )?(?:ends?|stops?|dies|is (?:dead|over|off)|closes|goes back)|ends (?:there|the trial|it)|we're done|it(?:'s| is| has|'d have) (?:dead|over|failed|a toy|killed|gone)|gets killed|(?:i|we) (?:was|were|am|are) wrong|i was wrong|change my mind|turn me|(?:make|made) me (?:drop|stop|turn|reconsider|change)|back (?:to|in|into) (?:the )?(?:old|paper|tickets|markets|booth|core|catalogues|radio|fixed)|go(?:es)? back to|(?:stop|stopped) (?:selling|paying|building|there|it)|and stopped|undo|switched? (?:it )?off|no (?:second|third|further) \w+|stop paying|(?:money|team) (?:goes|moves|is moved|returns)|(?:it's|it is|we're) over|is off\b|pull out|no product|(?:would've|would have|have) sold|(?:i|we)(?:'d| would|'ll) (?:\w+ )?(?:shut|drop|end|exit|bury|quit|sell|leave|retire|switch|rethink)|go home|my exit|it's goodbye|we've missed it|(?:i|we)(?:'d| would) (?:\w+ )?(?:reverse|send the money|apologi[sz]e|return)|a burial|^ends the|don't do (?:a|another|the)|i'd stop|no year two|give (?:the \w+|it) back|keep going|call it off|built this for me|pull it|closes? it|we fund|sends? us back|(?:get|gets) the old|clerk is back|return to|give(?:s)? it up)\b/u;

const SIGN =
  /\b(?:stop sign|trip-?wire|kill (?:date|criteri\w+)|my line is|red line|the test (?:is|would be)|evidence against|turn(?:ing|-around) point|cut-?off (?:is|at)|(?:would|to) (?:make|convince) me|make me (?:drop|stop|change|turn|reconsider)|it(?:'d| would) take|i'll know (?:by|when|if)|ask me again|what i'd want to see|before going on|agreed (?:on it )?(?:beforehand|upfront|before)|set a date|gave it (?:until|till)|said upfront|my promise|prove me wrong|would turn me|'d prove me wrong|put it in writing|the bet is off|(?:is|be) my (?:proof|exit)|what i'd need to (?:see|hear)|to turn (?:me )?around|it's a go|set myself a (?:limit|date|deadline)|what kills it|what (?:would )?(?:end|kill|stop)s? (?:it|this|me))\b/u;

const LEVEL =
  /\b(?:fewer|less|more than|under|below|above|half|hardly|at least|at most|a third|too few|(?:two|three|four|five|six|eight|ten|\d+) (?:of|out of|in a row)|percent|per (?:hundred|week|month)|even one|in a row|still|doesn't|don't|hasn't|haven't|isn't|aren't|stays?|drops?|falls?|rises?|shrinks?|reach\w*|quarters?|by (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter|then|week|the end))\b/u;

/** A limit that only a system or its data has. */
const TECH_ONLY =
  /\b(?:read-only|(?:no|without an?|only one|lacks? an?) (?:api|interface|connection|export|import|timestamps?|structure|signal|internet|history|clock|backup|sandbox|log)|(?:once|twice) (?:an?|per) (?:hour|day|night|week)|overnight|caps? (?:it|us|them)? ?at|\d+ (?:calls|requests|lookups|names|records|rows) (?:a|per|an)|(?:its|her|his|their) own (?:kind of|layout|format|way|number|names?)|(?:never|not|nobody|don't|didn't) (?:stored|recorded|logged|store|record|kept|keep) (?:who|what|when|it|the|any|that)|usb stick|by hand into|one queue|single queue|(?:runs?|written|system|software|version|browser) (?:on|in|from|of) (?:the )?(?:19|20[01])\d\d?|right to left|not in real time|can't be live|does(?:n't| not) (?:talk|speak|export|sync)|speaks? (?:only|no|rs)|(?:rules?|ruled) out|offline|off by \w+ met|breaks? (?:two|half|our|the|most)|blocks? the|controller|compress\w*|black box|unusable|handwrit\w+|(?:arrives?|comes?|sent) (?:only )?(?:as|by|on) (?:scans?|paper|fax|photos?|pdfs?|letters?|post|mail)|can't (?:reach|see|open|read|store|send|connect)|nothing gets (?:in|out)|forgets (?:it|them)|(?:a|one) reading (?:each|every|per)|two columns|leaves room for|(?:thinks?|counts?|measures?|works|plans) in (?:half |quarter )?(?:hours|days|weeks|accounts|packs)|fails on|unreadable|(?:sits?|lives?|kept|stuck) (?:only )?(?:in|on) (?:paper|binders|folders|a pdf|pdfs|excel|spreadsheets|the \w+'s laptop|one laptop)|(?:count|measure|see|log|know)s? \w+, not|never know (?:who|what|when|where)|no (?:field|address|column|key|id) |share one|one login|every (?:third|fourth|tenth) \w+)\b/u;

/** Somebody is after something. */
const ASKED =
  /\b(?:want(?:ed|s)|asked (?:for|only|that|the)|asking for|ask constantly|begg(?:ed|ing)|needed|needs|waiting for|waited for|demanded|pushed for|pushing for|insisted|requested|were promised|had been promised|had promised|been waiting|project for|plead(?:ed|ing)|cr(?:ied|ying) out|tuned|shout(?:ed|ing) (?:for|about)|claim(?:ed|ing) the|(?:was|were) (?:after|keen on)|came with|a plea|on my (?:table|desk)|each (?:told|promised)|lobbying for|(?:'s|s') (?:request|wish|ask|demand|thing)\b|to be seen by|from the (?:top|counter|field|floor) came|clash(?:ed|es) with|and then there (?:was|were)|wanted (?:\w+ ){1,5}and the other half|(?:kept|keep) asking|'s pet|dear to|had sold|wish(?:ed|es)?|lobb(?:y|ied) for|hop(?:ed|ing) for|love a|said the same|said (?:\w+ ){1,4}must come|first ask|second ask|fancied|petition\w*|would have liked|(?:project|idea|wish|request|ask) (?:was|is)\b|had a list|threatens? to|in one corner|on the one hand|said (?:\d+|before|by)|'s idea|deadline was|dream(?:ed|t) of|in love with|spoke for|would(?:n't| not) (?:renew|sign)|would sign|ready to sign|due)\b/u;

const AGAINST =
  /\b(?:and (?:the|my|our|his|her) [\w' ]{2,40}? (?:wanted|needed|had|asked|for|was|were)|whereas|while|on (?:the other|one) side|on the other|(?:same|one) (?:week|sprint|time|quarter|date)|at the same time|two (?:things|letters|asks|requests)|three (?:wishes|asks|things|requests)|in order to|instead|versus|vs|against|collided|stood against|the rest of)\b|, (?:the|her|his|my|our) [\w' ]{2,30}? (?:for|theirs?|wanted|their|about)\b|, (?:she|he|[a-z]+) (?:in \w+ )?(?:wanted|needed|asked)\b/u;

const OWNER =
  /\b(?:lead|head|team|buyer|crews?|sales|support|ops|billing|director|finance|legal|marketing|partnerships|partner|co-op|manager|customers?|boss|founder|c[etf]o|investor|owner|board|mayor|minist(?:er|ry)|compliance|security|auditors?|lawyers?|union|clerks?|inspectors|nurses|parents|surgeons|drivers|teachers|volunteers|trustees|front desk|dispatchers?|warehouse|kitchen|depot|association|bank|chefs|headmaster|secretar(?:y|ies)|harbour master|retailer|plant|operators)\b/u;

const SIDE = String.raw`(?:[a-z]+(?:ers?|ors?|ists?|ants?|women|men)|lead|head of \w+|head office|finance|legal|sales|marketing|boss|director|desk|office|kitchen|depot|board|nurses|lady|bishop|mayor|bank|co-op|chefs|rep|room|reception\w*|team)`;

/** Two sides named with what each is after, often without a verb. */
const TWO_SIDES = new RegExp(
  String.raw`\b${SIDE}'?s?\b[^.]{0,50}\b(?:against|versus|vs)\b.{2,60}\b${SIDE}\b|\w's \w+ against (?:the |my |our )?\w+'s |(?:in one corner|on the one (?:hand|side)|on one side)\b.{5,90}\b(?:in|on) the other\b|^[\w' ]{0,20}\b${SIDE}: |\b${SIDE} \([^)]{3,30}\).{3,60}\(|\(the [\w ]{3,25}\), |\b${SIDE} (?:wanted|pleaded|asked|pushed|was|were|for)\b.{3,60}(?:, | and )(?:the )?(?:\w+ ){0,2}${SIDE}s?(?:'s)? (?:for|wanted|a|theirs?|about|was)\b|\bthere's [\w ]{3,50} and there's\b`,
  'u',
);

/** What was true of this ask and not of the other. */
const FACT =
  /\b(?:could (?:wait|sit)|can wait (?:and|until|a)|(?:doesn't|won't|didn't) wait|without (?:it|them|the certificate|that|getting worse)|hard date|fixed (?:hard )?date|(?:has|have|had) no date|by law|the law wins|law on|becomes law|regulation wins|the fine|permit|switch-off|can't be (?:taken back|undone|changed later)|reversible|updated after|no (?:road|way) back|never come back|(?:too|can't come) late(?:r)? for|gets? worse|damage grows|stays (?:wrong|the same) (?:for|in)|tried \d+ times|calls about|(?:un)?blocks?(?:ed)? (?:the other|four|nothing|three|two|\d)|nothing breaks|neither breaks|nobody (?:leaves|would be hurt|dies|touches)|can't (?:do their|send the|sell at)|hurt more than|if we (?:skip|said no)|if (?:they|you) don't get|used by (?:them|one) (?:alone|only)|by everybody|pays? back in|being wrong is|only this|only the \w+ \w+ stopped|no truck|not one \w+ (?:leaves|works)|hung on it|stops? (?:the whole|no one)|at stake|weeks for|days of work|already on the table|without anyone|(?:no|a) plan b|counted for more|by waiting|in the statutes|need it once|lawsuit|costs (?:\d[\d.,]*|a fine|a \w+), (?:a|an|the) \w+|, so (?:the |it was |that |his |her )?[\w-]+\.$|(?:which|what) (?:of them )?we'd regret|afternoon's work|a licence gone|hurt people|touch(?:es)? (?:all|everybody|every)|off everybody's back|in any event|pays? \d+ percent|(?:you|she|he|they|we|a \w+) can \w+ .{3,60}(?:you|they|we|she|he|a \w+|nobody) (?:can't|cannot|can)\b|(?:every|all|each|hundreds?|forty|dozens) .{3,70}\b(?:nobody|only one|one \w+ (?:that|who)|no one|none|a single)|(?:nobody|no one|one \w+|a single) .{3,70}\b(?:every|everybody|all the|each|hundreds)|promised (?:twice|before)|were leaving over|landing with|stuck with no|(?:every day|per day|a day),)\b/u;

const BECAUSE =
  /\b(?:because|since|as (?:the|it|they|we|security|without)|due to|meant|hit all|while each)\b/u;

const SETTLED =
  /\b(?:what (?:settled|tipped|decided|counted)|(?:the|one|my) (?:one |real )?reason (?:for \w+ )?(?:was|is|that|why)|grounds:|why:|one reason|settled it|(?:that|which) was (?:why|the reason|my (?:ground|reason))|my (?:grounds?|reason(?:ing)?)\b|tipped it|came down to|(?:safety|money|law|that|this|date) decided|decided it|decisive|that's how i (?:sorted|chose|decided)|i (?:went|sorted|judged) (?:by|on)|i asked (?:each|myself)|i counted the|no contest|all there was|where the money|if something happens|the heart of it|boiled down to|boils down to|what happens if|so it (?:wasn't hard|came (?:first|before))|(?:harder|hard) to undo|lined them up|easy call|who carries|what's worst|the worst (?:in|if)|beats? people|so theirs|regulation wins|the law wins)\b/u;

export const BUSINESS: Readonly<Record<string, Detector>> = {
  target_segment: {
    looksFor: 'who is served first',
    needs: new RegExp(String.raw`\b${WHO}`, 'u'),
    cues: [
      cue(PUT_FIRST, 0.54),
      cue(WHO_WAITS, 0.54),
      cue(TWO_KINDS, 0.2),
      cue(
        /\b(?:first|priorit\w+|focus|start(?:ed)?|instead|rather than|not for|over the|want|next year|this year|(?:give|spend) (?:the|this|that|my) year|who waits|on purpose|nobody (?:has built|but)|hold off|depriori\w+|my pick|(?:people|ones?) i mean|picture i|i'm after|i picture|who(?: not)?:|we'd disappoint|next year's job|wouldn't use|come back\b|can do without|only them|gets? a nice letter|above that|below (?:ten|\d+)|so the (?:small|big|old|new|young)|welcome but|not catered|crossed-out|we're a (?:product|tool|company) for|for the (?:coming|next) (?:\w+ )?(?:months|year)|a year (?:after|later)|whom do i|the mid-\w+)\b/u,
        0.2,
      ),
      cue(
        /\b(?:who|because|since|when they|with (?:no|an?|one|two|three|four|five|under|fewer|more|\d+)|under|alone|by hand|small|mid|large|regional|private|public|rural|independent|single)\b/u,
        0.22,
      ),
    ],
  },
  economic_reason: {
    looksFor: 'why it pays in this business',
    cues: [
      cue(MONEY, 0.45),
      cue(PRICED, 0.22),
      cue(KEPT, 0.5),
      cue(
        /\b(?:because|since|so|as|therefore|hence|which means|that's (?:why|what)|when|on their own|without|by themselves|otherwise|is what|for that|and (?:each|every|the \w+ follows))\b/u,
        0.26,
      ),
      cue(
        /\b(?:\d+|half|third|fifth|quarter|tenth|twice|nine|ten|most|nobody|every|each) (?:of|percent|times|\w+ing)?/u,
        0.18,
      ),
    ],
    unless: /\b(?:bottom line|shareholder value|monetis\w+ it)\b/u,
  },
  technical_limit: {
    looksFor: 'a technical limit and its effect on the plan',
    needs: oneOf(
      TECH_ONLY,
      /\b(?:formats?|files?|servers?|sync\w*|offline|online|signal|apis?|database|schema|integrations?|latency|devices?|phones?|tablets?|browsers?|legacy|imports?|importers?|exports?|code ?base|data|hardware|batter(?:y|ies)|sensors?|firmware|algorithm|logs?|log-?in|sign-?in|cache|match(?:ing|ed)?|fields?|records?|calendar|scann\w+|scales|wi-?fi|network|internet|bandwidth|gps|camera|bluetooth|print(?:er|ing|s|ed)|spreadsheets?|mainframe|encrypt\w+|migration|technical|ledger|systems?|connect\w*|storage|plumbing|links? to|cloud|interfaces?|protocol|pdfs?|rs-?\d+|[gm]b|android|satellites?|meters?|chips?|plc|tachograph|fax|software|index|install(?:ed|ation)s?|machine|photos|numbers? (?:in|get)|different number|tables|overwritten|written for|on-prem\w*|archive|identity|limits hang|hangs? on the|results table|cable|keyed|positions|port|engine|os|app|links?|interface|accounts? (?:are|is)|memory|re-identif\w+|blur)\b/u,
    ),

    cues: [
      cue(TECH_ONLY, 0.42),
      cue(
        /\b(?:formats?|servers?|sync\w*|offline|signal|apis?|database|schema|integrations?|latency|legacy|imports?|importers?|exports?|code ?base|data model|hardware|batter(?:y|ies)|sensors?|firmware|algorithm|cache|scanners?|scales|wi-?fi|network|bandwidth|gps|camera|bluetooth|mainframe|encrypt\w+|migration|technical|ledger|storage|plumbing|interfaces?|protocol|pdfs?|rs-?\d+|[gm]b|android|satellites?|plc|tachograph|search index|tables|overwritten|written for|on-prem\w*|tenant separation|devices?|cable|chips?|meters?|cloud|matching|architect)\b/u,
        0.25,
      ),
      cue(
        /\b(?:can't|cannot|couldn't|won't|wouldn't|would not|doesn't|isn't|aren't|no|nothing|nobody|never|without|only|once a day|twice a day|a night|overnight|at night|must|may only|locks?|breaks?|kills?|chokes?|fails?|limit\w*|allows? \d+|depends?|hangs? on|(?:one|each) \w+ per|per (?:patient|class|teacher|clinic|site|customer)|every one different|its own|a different|another (?:one|system|format)|second system|built new|incomplete|slow|by email|not (?:sure|every|all|found|made for)|still|frozen|useless|hard-?coded|useless|rules out|forbid\w*|needs? a (?:visit|box|driver)|invisible|lacks?|deep down|apart|is off by|freeze|hours a|quarter hours|changed shape)\b/u,
        0.4,
      ),
      cue(
        /\b(?:the (?:catch|trouble|snag|hitch|problem|difficulty|hard (?:part|bit|reason)|nasty bit|bottleneck|limit)|nasty bit|problem(?: is|:)|what (?:limits|bends|blocks|slows)|constraint)\b/u,
        0.3,
      ),
      cue(
        /\b(?:which means|means|would mean|so (?:we|i|it|that we|there's|no|every|half|matching|a)|therefore|hence|(?:in)?to next (?:year|quarter)|delay\w*|until|before (?:we|anything|noon)|that's (?:why|a night|the winter)|we'd (?:need|be|have)|we need|would need|would have to|have to|has to|to be built|be allowed|can't promise|rules? out|first we|in the first (?:edition|version)|(?:two|three|four|six|eight|nine|\d+) (?:weeks|months)|enough for|ask everyone|would mix|stay with the old|we drop|no (?:forecast|search|map)|live on the phone|writing forty|as it is)\b/u,
        0.4,
      ),
    ],
  },
  stop_condition: {
    looksFor: 'what would make you stop or turn',
    needs: oneOf(/\b(?:if|unless|until|once|compare)\b/u, WATCH, SIGN, together(IF, TURN)),
    cues: [
      cue(together(IF, TURN), 0.6),
      cue(SIGN, 0.6),
      cue(
        /\bif\b.{4,120}\b(?:stays?|drops?|falls?|rises?|goes|go|under|over|fewer|less|more|below|above|not|doesn't|don't|still|after|reach\w*|hasn't|haven't|isn't|aren't|half)\b/u,
        0.3,
      ),
      cue(LEVEL, 0.2),
      cue(WATCH, 0.2),
    ],
    unless: /\bpivot (?:quickly|if needed)|something doesn't work\b/u,
  },
  competing_asks: {
    looksFor: 'the asks that collided and who wanted them',
    needs: oneOf(ASKED, TWO_SIDES),
    cues: [cue(ASKED, 0.44), cue(TWO_SIDES, 0.54), cue(AGAINST, 0.3), cue(OWNER, 0.2)],
  },
  grounds: {
    looksFor: 'the reason that settled it',
    needs: oneOf(SETTLED, FACT, BECAUSE, /\bso (?:we|i)\b/u),
    cues: [
      cue(SETTLED, 0.55),
      cue(FACT, 0.54),
      cue(BECAUSE, 0.45),
      cue(
        /\b(?:but|bigger|more than|less than|than|only|half|percent|\d+|penalty|deadline|contract|legal|risk\w*|unsafe|ending|ends|expire\w*|law|whereas|the other|against|ten times|so far|high|every \w+ goes|no answer|would've|would have|can't)\b/u,
        0.25,
      ),
      cue(
        /\b(?:gave|i'd take|we did|left it out|wouldn't do|went with|picked|chose|decided|cancelled|won|so we|so i)\b/u,
        0.2,
      ),
    ],
    unless: /\b(?:dot voting|we voted|score from|formula|scored? (?:it|them) (?:from|on))\b/u,
  },
};
