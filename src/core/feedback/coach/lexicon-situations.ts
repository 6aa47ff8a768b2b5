/** What interview questions ask about, and wording by which an answer takes it up. By hand, English only. */

/** `asked` looks at the question, `shown` at the answer; both in lower case. */
export type Situation = {
  readonly asked: RegExp;
  readonly shown: RegExp;
  /** Any question of one kind is about this, so that it tells none of them from the others. */
  readonly ofKind?: boolean;
};

/**
 * The wording in `shown` is wide on purpose: it must be there in any answer to such a question, in whatever words,
 * and may well be there in others. Most situations come up in one kind of question only.
 */
export const SITUATIONS: readonly Situation[] = [
  {
    asked:
      /\b(?:hard|difficult|tough|critical|negative) (?:feedback|criticism)|\bgot (?:\w+ )?feedback|\bcriticised|\bcriticized/u,
    shown:
      /\b(?:feedback|criticis\w+|criticiz\w+|defend\w*|in front of|(?:he|she|they) (?:was|were) right|reckless|confirmed it|impulse|offended|told me|tells me|said to me|said (?:that )?(?:i|my)|she said|he said|told (?:him|her) that i|called me|wrote (?:to )?me|complain\w*|appraisal|review)\b/gu,
  },
  {
    asked:
      /\b(?:disagree\w*|disagreement|argued against|stood up to|pushed? back|conflicts?|dispute|stop speaking)\b|no to your (?:own )?(?:manager|boss)/u,
    shown:
      /\b(?:disagree\w*|didn't agree|did not agree|against|argu\w+|quarrel\w*|object\w*|refus\w+|insist\w*|push(?:ed)? back|said no|told (?:him|her|them) (?:that |why |it |i|no)|wrong|conflict|different (?:view|opinion)|saw it (?:otherwise|differently)|(?:she|he|they|boss|director|manager) wanted|not (?:convinced|persuaded)|stop(?:ped)? speaking)\b/gu,
  },
  {
    asked:
      /\bsenior|\byour (?:own )?(?:manager|boss)|\babove you|\bexecutives?\b|\bleaders\b|\bdirector\b|\bin charge\b/u,
    shown:
      /\b(?:boss|manager|director|cto|ceo|cfo|coo|cpo|vp|founder|owner|head|chief|lead|leaders?|senior|president|partner|board|minister|professor|principal|editor|executives?|chair\w*|doctor|surgeon)\b/gu,
  },
  {
    asked:
      /\bbad news|\bapolog\w+|\bcall the owner|\btell (?:them|people) that it ends|release that will not be ready/u,
    shown:
      /\b(?:news|sorry|apolog\w+|tell|told|telling|said|rang|phoned|called|wrote|explain\w*|announce\w*|admit\w*)\b/gu,
  },
  {
    asked:
      /\bmistakes?\b|\byou (?:broke|got wrong)|\bwent badly|\bturned out (?:to be )?wrong|\bfail(?:ed|ure|ures)\b|\bmisjudge|\bmisunderst\w+|\byou regret/u,
    shown:
      /\b(?:mistakes?|my (?:fault|error|share)|wrong\w*|i (?:had )?(?:\w+ )?(?:forgot|forgotten|overlooked|broke|missed|misread|misjudged|assumed|deleted|skipped)|should have|should've|shouldn't have|could have|could've|sorry|apolog\w+|fail\w*|regret\w*|embarrass\w+|it was me|blame\w*|badly|i (?:thought|took|meant|wrote|sent|had not|hadn't|didn't|did not))\b/gu,
  },
  {
    asked:
      /\bchanged? (?:your|my) mind|\bchanged (?:your|my) (?:opinion|view)|\bchanged because of data|\bwere wrong about/u,
    shown:
      /\b(?:chang\w+ my (?:mind|view|opinion)|was (?:sure|certain|convinced|wrong|against)|were (?:sure|certain|convinced|wrong)|i (?:had |always |used to |first |firmly |really )*(?:thought|believed|think|held|assumed|wanted|expected)|used to|no longer|until (?:i|she|he|we|a|the|one)|came round|came around|convinc\w+|persuad\w+|turned out|so i kept|in the end)\b/gu,
  },
  {
    asked:
      /\bdid not report to you|\bdidn't report to you|\bwithout (?:\w+ )?authority|\bother (?:teams?|departments?) (?:that|who) (?:did|does|had)|\blead neither|\bnot the engineer's manager|\binfluence\b/u,
    shown:
      /\b(?:asked|late|on time|called the|went there|other team|another team|their (?:manager|boss|goals?|team|lead|own|work|plan|list|queue|backlog|quarter|time)|agency|not my|no authority|could(?:n't| not) (?:order|tell|make)|favou?rs?|help(?:ed)?|convinc\w+|persuad\w+|offer\w*|invit\w+|colleague\w*|department|office|partners?|supplier|worked for|reports? to|volunteers?)\b/gu,
  },
  {
    asked: /\basked for help|\bask for help/u,
    shown: /\bhelp\w*|\bask(?:ed|ing)?\b|\balone\b|\badvice\b/gu,
  },
  {
    asked: /\b(?:almost )?nobody used|\bnot used|\bflop\w*|\bnobody wanted/u,
    shown:
      /\b(?:nobody|no one|hardly|used|uses|logins?|ignored?|never|empty|adoption|zero|only \w+ (?:people|customers|of)|(?:\d+|two|three|four|five|six|seven|nine|ten|eleven) (?:people|customers|users|of))\b/gu,
  },
  {
    asked: /\bsa(?:id|y) no\b|\bturn(?:ed)? (?:\w+ )?down|\bdeclin\w+|\breject\w+/u,
    shown:
      /\b(?:(?:say|said|saying|a|the|my|our|was|is) no|no to|declin\w+|turned (?:\w+ )?down|refus\w+|reject\w+|won't|wouldn't|(?:we|i) (?:didn't|did not)|kept (?:it|that) out|never built|instead)\b/gu,
  },
  {
    asked: /\bsales\b|\bsalesperson/u,
    shown:
      /\b(?:sales\w*|sell\w*|sold|deals?|account (?:manager|executive)|quota|commission|reps?|contract|pipeline|client|customer|prospect)\b/gu,
  },
  {
    asked: /\bdisappoint\w*|\bupset\b|\bunhappy\b|\bangry\b/u,
    shown:
      /\b(?:disappoint\w*|mad|flat|fair enough|explain\w*|drove out|angry|anger|upset|unhappy|(?:not|wasn't|weren't) (?:very |too |exactly |so )?(?:happy|thrilled|pleased|amused)|thrilled|frustrat\w*|annoy\w*|cross|furious|sad|grump\w*|grumbl\w*|complain\w*|hated|hurt|cold|sulk\w*|bitter|shout\w*|not speak|stopped (?:speaking|talking)|resent\w*|let (?:him|her|them|down)|unfair|betray\w*|sour|silent)\b/gu,
  },
  {
    asked: /\bleave out|\bleft out|\btook out|\bcut from|\bremoved? from (?:a|the) release/u,
    shown:
      /\b(?:left (?:\w+ ){0,3}out|leave (?:\w+ ){0,3}out|out of|cut\w*|drop\w*|without|postpon\w*|later|next (?:release|version)|remov\w*|skip\w*|not in|moved|after the|wait\w*)\b/gu,
  },
  {
    asked: /\brelease\b|\blaunch\w*|\bship(?:ped|ping)?\b|\bannounced\b/u,
    shown:
      /\b(?:releas\w*|launch\w*|ship\w*|went live|go live|goes live|rolled|rollout|version|published|out by|deadline|announc\w*|fair|demo|gave|put out)\b/gu,
    ofKind: true,
  },
  {
    asked:
      /\bsame engineers|\bcapacity\b|\bone team\b|\bthird of your team|\btwo teams\b|\bfive product teams/u,
    shown: /\b(?:engineers?|developers?|devs?|teams?|capacity|hands|sprint|same (?:two|three|people))\b/gu,
  },
  {
    asked: /\broadmap|\bpriorit\w+|\bbacklog|\border of planned work/u,
    shown:
      /\b(?:roadmap|priorit\w*|backlog|plan\w*|quarter|wait\w*|later|cancel\w*|postpon\w*|stop\w*|chose|went with|decid\w*|instead)\b/gu,
    ofKind: true,
  },
  {
    asked:
      /\bstop doing|\bwould you stop|\bshut down|\bsunset\w*|\bend the\b|\bkill\w*|\bretire\b|\bdo you stop/u,
    shown:
      /\b(?:stop\w*|shut\w*|clos\w*|end(?:s|ed|ing)?|kill\w*|sunset\w*|retir\w*|switch(?:ed|ing)? (?:\w+ )?off|turn(?:ed|ing)? (?:\w+ )?off|quit\w*|freez\w*|froze|drop\w*|discontinu\w*|let (?:it|that) go|cut\w*|give up)\b/gu,
  },
  {
    asked: /\bwould you start|\bwhat would you start/u,
    shown: /\b(?:start\w*|begin\w*|began|build\w*|instead|put|move|open|take up|work on)\b/gu,
  },
  {
    asked:
      /\btwo markets|\bmarkets? (?:first|next)|\bwhich market|\bwhich (?:group|segment|users)|\bwhom do you serve|\bsecond country|\bgrowing in\b/u,
    shown:
      /\b(?:markets?|countr\w+|segments?|regions?|group|first|customers?|germany|france|italy|spain|poland|india|brazil|europe|city|cities|abroad|schools?|clinics?|firms|owners|users)\b/gu,
  },
  {
    asked: /\b(?:biggest|largest|one) customer\b|\bhead of stores\b/u,
    shown: /\b(?:biggest|largest|big|large|bank|customer|client|account|hospital|chain|contract)\b/gu,
  },
  {
    asked: /\bbecome something you are not|\bexclusive\b|\bunder its own name/u,
    shown:
      /\b(?:want(?:s|ed)? us|we are|we're|not (?:a|an|our)|custom|special|request\w*|into a|full|become)\b/gu,
  },
  {
    asked: /\bstill makes money|\bprofitable|\bearns most of the money/u,
    shown:
      /\b(?:money|revenue|profit\w*|earn\w*|income|margin|sells?|sales|pays?|paying|renew\w*|euros?|dollars?|k a (?:month|year)|customers|licen[cs]es?|fee)\b/gu,
  },
  {
    asked: /\b(?:three|five|ten) years|\bvision\b|\blong.term/u,
    shown:
      /\b(?:years?|20[2-4]\d|vision|by then|one day|future|eventually|long.term|will be|become|want us)\b/gu,
  },
  {
    asked: /\bbigger\b[^?]*\bsmaller\b|\bsmaller customers|\benterprise\b/u,
    shown:
      /\b(?:big\w*|small\w*|large\w*|enterprise|mid-?size\w*|chains?|single|villages?|independent\w*|solo|one-person|corporate\w*|companies|firms|groups?|seats|employees)\b/gu,
  },
  {
    asked: /\bapis?\b|\bendpoints?\b|\bwebhooks?\b/u,
    shown:
      /\b(?:apis?|endpoints?|webhooks?|interface|calls?|request|integrat\w+|fields?|version|v1|v2|payload|json|sdk|feed|schema)\b/gu,
  },
  {
    asked: /\bpartners?\b|\bother teams\b|\bteams or partners|\bintegration with\b/u,
    shown:
      /\b(?:partners?|teams?|vendors?|sites?|suppliers?|third part\w+|clients?|integrators?|companies|brokers?|shops?|consumers?|agenc\w+|schools?|banks?)\b/gu,
  },
  {
    asked: /\bslow(?:er|ly)?\b|\bspeed\b|\bfaster\b|\bperformance\b|\blatency\b/u,
    shown:
      /\b(?:slow\w*|fast\w*|speed\w*|seconds?|minutes?|wait\w*|latency|milliseconds?|quick\w*|load(?:s|ed|ing)?|timeouts?|delay\w*|instant\w*|hang\w*|late|at once|spinner|real.time)\b/gu,
  },
  {
    asked:
      /\bcorrect(?:ness)?\b|\bdata was wrong|\bwrong data|\bdata quality|\bduplicate|\bconsisten\w+|\bup to four times/u,
    shown:
      /\b(?:wrong\w*|incorrect\w*|correct\w*|exact\w*|accura\w+|stale|outdated|estimat\w*|disput\w*|gaps?|reading|spotted|notic\w*|stored|missing|double\w*|duplicat\w*|mismatch\w*|didn't (?:match|add up)|twice|lost|off by|corrupt\w*|false|consisten\w*|true|right|sometimes|up to date|merge\w*)\b/gu,
  },
  {
    asked: /\b(?:build|building|built)\b[^?]*\b(?:buy|buying|bought)\b|\bbuy a\b/u,
    shown:
      /\b(?:buy\w*|bought|vendors?|licen[cs]e\w*|ready-made|off.the.shelf|supplier|open.source|saas|subscription|purchas\w*|rent\w*|own|third.party|provider|in-house)\b/gu,
  },
  {
    asked:
      /\bshortcut|\btechnical debt|\btech debt|\bsimple form although|\breplaced\b|\blegacy\b|\brebuild\b/u,
    shown:
      /\b(?:shortcut\w*|debt|hack\w*|hard-?cod\w*|quick\w*|for now|temporar\w*|simple|clean\w*|proper\w*|later|instead|legacy|old|rewrite\w*|rebuil\w*|by hand|manual\w*|agreed|skip\w*|refactor\w*|replac\w*|postpon\w*)\b/gu,
  },
  {
    asked: /\bmigrat\w+|\bmove customers from|\bnew billing system/u,
    shown:
      /\b(?:migrat\w*|mov(?:e|ed|ing)|switch\w*|old|new|group\w*|weekend|parallel|both systems|cut ?over|back|waves?|batch\w*|step)\b/gu,
  },
  {
    asked: /\boutages?\b|\bincidents?\b|\bdoes not load\b|\bdown\b[^?]*\bshould\b|\bemergency\b|\breliab\w+/u,
    shown:
      /\b(?:outages?|down|incidents?|fail\w*|crash\w*|broke\w*|unavailable|reliab\w*|retry|retries|fall ?back|restart\w*|error\w*|timeouts?|lost|alert\w*|status|rolled back|without|still|cached?|saved?)\b/gu,
  },
  {
    asked: /\btechnical (?:limit|constraint|design|decision)|\barchitect\w+|\bengineers? said/u,
    shown:
      /\b(?:engineers?|developers?|tech\w*|server\w*|database|system|code|build|built|data|queue|limit\w*|memory|network|architect\w*|backend|api|schema|months?|weeks)\b/gu,
    ofKind: true,
  },
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
    asked: /\bpricing\b|\bprice\b|\bmonthly fee|\bcharge for|\bfree plan/u,
    shown:
      /\b(?:pric\w*|pay\w*|paid|fee|charg\w*|cost\w*|cheap\w*|expensive|euros?|dollars?|free|plan|subscri\w*|margin|discount)\b/gu,
  },
];
