/** What interview questions ask about, and wording by which an answer takes it up. By hand, English only. */
import { SITUATIONS_SEEN } from './lexicon-situations-seen.ts';
import type { Situation } from './situation.ts';

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
  ...SITUATIONS_SEEN,
];
