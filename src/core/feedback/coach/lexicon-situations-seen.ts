/** Situations of looking closely: research, metrics, design, competition, and what came late. By hand, English only. */
import type { Situation } from './situation.ts';

/** The second half of the list. */
export const SITUATIONS_SEEN: readonly Situation[] = [
  {
    asked: /\bcan't (?:easily )?talk to|\bcannot (?:easily )?talk|\bcannot see|\bno access to users/u,
    shown:
      /\b(?:no interviews?|couldn't|could not|can't|cannot|hard to (?:get|reach|find)|instead|prox\w+|tickets?|reviews?|logs?|forum\w*|support|through|diar\w*|recordings?|data|never (?:met|meet)|without|reach\w*|sat with|asked (?:their|the))\b/gu,
  },
  {
    asked: /\bvalidat\w+|\btest that belief|\bfind out whether|\bhow do you test/u,
    shown:
      /\b(?:believ\w*|thought|assum\w*|hypothes\w*|test\w*|check\w*|prove\w*|look\w*|ask\w*|counted?|compar\w*|saw|turned out|data|sure|tried|find out|convinced|expected)\b/gu,
    ofKind: true,
  },
  {
    asked:
      /\bchanged what you (?:were|are)|\bwere going to build|\bmade you stop|\bstopped? (?:\w+ )?work\b|\bstrongly shrink/u,
    shown:
      /\b(?:dropp\w*|stopp\w*|scrapp\w*|half done|in vain|only do|instead|postpon\w*|chang\w*|cut|shr[aiu]nk|cancel\w*|threw|binned|built|different\w*|rather|no longer|smaller|replac\w*|shelved|so we|not build|turned)\b/gu,
  },
  {
    asked: /\btold you one thing|\bsaid one thing|\bdid another|\bsay one thing/u,
    shown: /\b(?:told|said|claim\w*|swore|answered|asked)\b/gu,
  },
  {
    asked: /\bwatch(?:ing|ed)? (?:people|users|customers)|\bobserv\w+/u,
    shown:
      /\b(?:watch\w*|saw|see|sat|stood|observ\w*|look\w*|visit\w*|shadow\w*|follow\w*|beside|behind|next to|over (?:his|her|their) shoulder|recording\w*|counter|notic\w*)\b/gu,
  },
  {
    asked: /\bbefore (?:a|the) build|\btwo weeks\b[^?]*\bfind out|\bwhat would you find out/u,
    shown: /\b(?:weeks?|days?|calls?|phone|ask|visit|interview\w*|test|find out|watch)\b/gu,
  },
  {
    asked: /\b(?:search|notification)s?\b/u,
    shown:
      /\b(?:search\w*|quer(?:y|ies)|results?|notif\w*|alerts?|push\w*|pages?|paged|pings?|remind\w*|messages?|find\w*)\b/gu,
  },
  {
    asked: /\bdrops? by|\bdropped\b|\bfell\b|\bovernight\b|\bfewer people finish|\bwent down|\bis down\b/u,
    shown:
      /\b(?:drop\w*|fell|fall\w*|down|lower|lost|loss|less|fewer|sagged|dip\w*|declin\w*|decreas\w*|gone|missing|half|zero|tenth|back up|change\w*|happened)\b/gu,
  },
  {
    asked: /\bactive users|\brevenue is flat|\bare up but|\bup but\b|\btwice as often/u,
    shown:
      /\b(?:actives?|revenue|pay\w*|paid|free|income|money|open\w*|growth|new|sessions?|monet\w*|convert\w*|subscri\w*)\b/gu,
  },
  {
    asked: /\bonboarding|\bfirst[- ]time|\bnew users?\b|\bfirst visit|\bempty page|\bsign[- ]?ups?\b/u,
    shown:
      /\b(?:onboard\w*|new(?:comers?)?|first\w*|sign(?:s|ed|ing)?[- ]?(?:up|in)|beginn\w*|start\w*|regist\w*|account|tutorial|setup|install\w*|join\w*|never (?:used|seen)|learn\w*|return\w*)\b/gu,
  },
  {
    asked: /\bused less|\bless use|\buse\w* less/u,
    shown:
      /\b(?:less|fewer|not (?:needed|open\w*|use\w*)|never (?:opens?|needs?|uses?)|without opening|each time (?:she|he|they)|looks like a win|get it down|per (?:delivered|finished)|away|reduc\w*|lower|goes? down|disappear\w*|quiet|off|no longer|rare\w*|short\w*|need(?:s|ed)? (?:it|us) (?:less|again))\b/gu,
  },
  {
    asked: /\bstopped trusting|\bmetric you trusted|\bmislead|\bmisled|\bdoes not believe|\bdo not believe/u,
    shown:
      /\b(?:trust\w*|believ\w*|mislead\w*|misled|wrong\w*|lie[ds]?|lying|went up|rose|counted?|counting|still|but|meaningless|useless|copies|fake|inflat\w*|double\w*|switch\w*|replac\w*|instead|honest\w*)\b/gu,
  },
  {
    asked:
      /\bmetrics?\b|\bmeasures?\b|\bnumbers?\b|\bkpis?\b|\btarget\b|\ba\/b test|\bhow exactly is it counted|\bdefine\b/u,
    shown:
      /\b(?:metrics?|measur\w*|numbers?|count\w*|rate|share|percent\w*|ratio|figures?|kpi|median|average|per (?:\w+ )?(?:day|week|month|user|session|hundred|100)|how many|how often|split|cohort\w*|compar\w*|data|control|\d+ (?:of|out of|in)|half|third|track\w*|dashboard)\b/gu,
    ofKind: true,
  },
  {
    asked: /\bforms?\b|\bflow\b|\bscreens?\b|\bpages?\b/u,
    shown:
      /\b(?:forms?|fields?|screens?|pages?|buttons?|tap\w*|typ(?:e|es|ed|ing)|click\w*|app|steps?|enter\w*|fill\w*|upload\w*|photos?|menus?|press\w*|list\w*|text|website|scan\w*|appointment|calendar|show\w*)\b/gu,
    ofKind: true,
  },
  {
    asked: /\bwork too hard|\bhesitate|\bconfus\w+|\bstop halfway|\bgive up\b/u,
    shown:
      /\b(?:hard|remember\w*|loses?|lost|stuck|again|gives? up|gave up|where (?:people|it|they)|twice|each time|every time|confus\w*|wrong|only after|reject\w*|hate\w*|annoy\w*|by heart|fields|search\w*)\b/gu,
  },
  {
    asked: /\brarely\b|\bmust go right|\bat most once/u,
    shown:
      /\b(?:once|rare\w*|first time|never|years?|one (?:time|chance)|mistake|wrong|sure|safe\w*|right|check\w*|confirm\w*|death|emergency|grie\w*|birth|wedding|passport|afraid|scared|nervous)\b/gu,
  },
  {
    asked: /\bself-service machine|\bkiosk|\bticket machine|\bmachine\b[^?]*\busable/u,
    shown:
      /\b(?:machine\w*|kiosk\w*|terminal\w*|ticket\w*|screen\w*|locker\w*|checkout|atm|vending|slot|coins?|card|button\w*|till|station)\b/gu,
  },
  {
    asked: /\berror messages?|\bpayment failed|\berror \d+/u,
    shown:
      /"[^"]{4,}"|\b(?:errors?|messages?|says?|text|wording|failed|invalid|expired|try again|something went wrong|code|reads)\b/gu,
  },
  {
    asked: /\b(?:competitors?|rivals?|another product|competing)\b/u,
    shown:
      /\b(?:competitors?|rivals?|they|them|their|theirs|incumbents?|the big|the other|suite|package|giant|alternatives?)\b/gu,
    ofKind: true,
  },
  {
    asked: /\bnever copy|\brefuse to copy|\bcopy\b/u,
    shown:
      /\b(?:copy\w*|copies|copied|imitat\w*|borrow\w*|steal|never|leave (?:it|that)|their way|same|follow\w*|like them|clone\w*|cheap\w*)\b/gu,
  },
  {
    asked: /\brespect\b/u,
    shown:
      /\b(?:respect\w*|admire\w*|good at|best|impress\w*|love\w*|envy|well|great|strong|clever|right)\b/gu,
  },
  {
    asked: /\bfor free\b|\bfree\b[^?]*\btool|\bmuch larger company/u,
    shown: /\b(?:free|price\w*|charge\w*|zero|giant|suite|platform|bundle\w*|included?|big)\b/gu,
  },
  {
    asked:
      /\bchoose a competitor|\bchose a competitor|\bproduct lose\b|\blose most deals|\bwhere does your product lose|\bkeep choosing/u,
    shown:
      /\b(?:los[et]\w*|choos\w*|chose\w*|pick\w*|take|took|buy\w*|went (?:to|with|there)|prefer\w*|better|best|switch\w*|cheaper|win\w*|won)\b/gu,
  },
  {
    asked: /\bnot want\b|\bshould it\b|\bleave to it\b/u,
    shown:
      /\b(?:don't want|not want|do not want|shouldn't|not (?:fight|try|compete|for us)|let (?:them|it)|leave\w*|rather not|fine|walk\w* away|give up|stop\w*|happy to lose|not ours|refus\w*|send them|keep)\b/gu,
  },
  {
    asked: /\bposition\w*\b|\bhow do you position|\bdescribed or to whom/u,
    shown:
      /\b(?:position\w*|for (?:those|people|drivers|whoever|anyone|somebody|the one|users|customers|who)|website|message|best for|say|said|call(?:ed)?|sell|sold|market\w*|instead)\b/gu,
  },
  {
    asked: /\bpromises? (?:to|that|in)\b|\bnaming delivery dates/u,
    shown: /\b(?:promis\w*|agreed|said|commit\w*|word|told|deadline|date|broke|kept)\b/gu,
  },
  {
    asked: /\bfalling behind|\bunderperform\w*|\bcolleague was\b/u,
    shown:
      /\b(?:behind|late|slow\w*|colleague|help\w*|asked|talk\w*|sat|task\w*|struggl\w*|alone|mistakes|quiet|lunch|coffee)\b/gu,
  },
  {
    asked: /\btrust you lost|\bwhose trust|\brebuild\w* trust/u,
    shown: /\btrust\w*|\bbelie\w+|\bword\b|\bagain\b|\bsorry\b|\bapolog\w+|\bback\b/gu,
  },
  {
    asked: /\bmeeting that you led/u,
    shown: /\bmeeting\w*|\bworkshop\w*|\bsession\w*|\bcall\b|\broom\b|\bagenda\b|\bpeople\b/gu,
  },
  {
    asked: /\bvague\b|\bno goal\b|\bambigu\w+|\bfacts missing|\bbefore you could know/u,
    shown:
      /\b(?:vague|unclear|(?:didn't|did not|not|nobody) kn[eo]w|no (?:goal|budget|data|brief|time)|guess\w*|assum\w*|without|missing|only knew|uncertain\w*|limit\w*|first|small)\b/gu,
  },
  {
    asked: /\brisk that you raised|\bonly one worried|\bunsafe\b|\bsecurity weakness|\bweakness\b/u,
    shown:
      /\b(?:risk\w*|worr\w*|warn\w*|danger\w*|unsafe|safe\w*|security|harm\w*|afraid|said|raised|showed|told|attack\w*|weakness|fix\w*|delay\w*|stop\w*)\b/gu,
  },
  {
    asked: /\binherited|\btake over the\b|\btaken over/u,
    shown:
      /\b(?:took over|take over|taken over|left|notes?|predecessor|inherit\w*|handover|half.finished|first (?:day|week)|before me|nobody knew)\b/gu,
  },
  {
    asked: /\bsupport messages|\breviews or forum/u,
    shown: /\b(?:tickets?|messages?|reviews?|forum\w*|mails?|emails?|inbox|comments?|posts?|read)\b/gu,
  },
  {
    asked: /\bwrong people|\bread a research result wrongly|\bsure of about its customers/u,
    shown: /\b(?:wrong|turned out|noticed|biased?|sure|believed|thought|misread|interview\w*|talk\w*)\b/gu,
  },
  {
    asked: /\bpricing\b|\bprice\b|\bmonthly fee|\bcharge for|\bfree plan|\bsubscri\w+|\bpays? nothing/u,
    shown:
      /\b(?:pric\w*|pay\w*|paid|fee|charg\w*|cost\w*|cheap\w*|expensive|euros?|dollars?|free|plan|month\w*|renew\w*|subscri\w*|margin|discount)\b/gu,
  },
  {
    asked: /\bhurt\b|\bharm\w*|\bdamag\w+|\bvictim|\bunsafe\b/u,
    shown:
      /\b(?:hurt\w*|harm\w*|damag\w*|lost|lose|wrong\w*|angry|complain\w*|refund\w*|apolog\w*|sorry|roll(?:ed)? (?:it |that )?back|stranded|miss(?:ed|ing)|too late|charged|locked|afraid|scared|cried|danger\w*|unsafe|safe\w*|injur\w*|accident\w*|blame\w*|my (?:fault|idea|decision|call)|i (?:had )?pushed|should have|had to|could(?:n't| not)|cost (?:him|her|them))\b/gu,
  },
  {
    asked:
      /\brespect(?:ed)? (?:you|your)|\bignored? you|\bdidn't respect|\bfoolish\b|\bwithout a product manager|\bdifficult (?:person|colleague|engineer)/u,
    shown:
      /\b(?:laugh\w*|joke\w*|ignor\w*|rolled|eyes|useless|overhead|secretary|salary|polite\w*|rude\w*|interrupt\w*|dismiss\w*|silent|quiet|trust\w*|respect\w*|earn\w*|listen\w*|learn\w*|sat (?:with|in|beside)|pair\w*|debug\w*|told me|said (?:to me|that|i)|called me|behind|asked (?:him|her|them|to)|coffee|lunch|alone|private\w*)\b/gu,
  },
  {
    asked: /\bpet project|\b(?:is not|isn't|not) going to happen|\btold an executive|\bdear to\b/u,
    shown:
      /\b(?:founder|boss|ceo|coo|cto|director|vp|head|chief|idea|want(?:s|ed)|told (?:him|her|them)|private\w*|alone|numbers?|showed|instead|no|not (?:now|this|build)|explain\w*|reason\w*|angry|annoyed|disappoint\w*|cold|silent|later|date|accept\w*|sketch\w*|love[sd]?|promised?)\b/gu,
  },
  {
    asked: /\bdeadlines?\b|\bsigned\b|\bfreeze\b|\bagreed day|\bdelivery dates?|\bon the day\b/u,
    shown:
      /\b(?:deadline\w*|dates?|penalt\w+|contract\w*|sign\w*|clause|late\w*|delay\w*|slip\w*|postpon\w*|weeks?|friday|monday|by (?:january|february|march|april|may|june|july|august|september|october|november|december)|freez\w*|froze|promis\w*|on time|in time|split|move[sd]?|two days|extend\w*)\b/gu,
  },
  {
    asked: /\bsettings?\b|\boptions\b|\btoo many\b|\bsimpler\b|\bsimplif\w+/u,
    shown:
      /\b(?:settings?|options?|toggles?|switch\w*|defaults?|search\w*|group\w*|sections?|tabs?|hid\w*|remov\w*|renam\w*|rarely|never (?:touch\w*|chang\w*|us\w*)|most people|advanced|simpl\w*|fewer|one (?:screen|page|question)|cut|wording|labels?)\b/gu,
  },
  {
    asked: /\bstress\b|\bin a hurry|\bpanic|\broadside\b|\bunder pressure/u,
    shown:
      /\b(?:stress\w*|hurry|hurried|rush\w*|panic\w*|shak\w+|alarm\w*|night|dark|rain\w*|cold|wet|gloves?|one hand|hands|crying|child\w*|late|minutes?|seconds?|queue|pain|afraid|scared|tired|noise|loud|police|emergency|nervous|calm\w*|big(?:ger)?|large)\b/gu,
  },
  {
    asked: /\bembarrass\w+|\bsurpris\w+|\bdid not expect|\bunexpected/u,
    shown:
      /\b(?:embarrass\w*|surpris\w*|expect\w*|assum\w*|believ\w*|thought|certain|sure|convinced|never|nobody|laugh\w*|quiet|silen\w*|red|instead|turned out|actually|opposite|in truth|wrong|months|saw|watch\w*|noticed)\b/gu,
  },
];
