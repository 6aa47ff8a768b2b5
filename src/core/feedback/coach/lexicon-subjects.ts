/** Words by which one subject is told from another. Plain lists, written by hand, English only. */

/** One side of a subject: found when its pattern is there, or (with `times`) there so often. */
export type Aspect = RegExp | { readonly pattern: RegExp; readonly times: number };

/**
 * Fields of words for subjects; a rubric's category names the one it wants with `topic`. Each entry is one
 * aspect; what counts is how many aspects an answer touches, not how often.
 */
export const FIELDS: Readonly<Record<string, readonly Aspect[]>> = {
  architecture: [
    /\b(apis?|endpoints?|webhooks?|polling|graphql|rest|sdk|protocol|payload|spec)\b/u,
    /\b(sync\w*|offline|cach\w+|queue\w*|batch\w*|stream\w*|nightly|real.?time|calculated (live|at night)|replicat\w+)\b/u,
    /\b(databases?|tables?|schema|data model|index(es)?|migrat\w+|versions?|v2|backwards? compatible|stock table|records? (twice|locked)|code ?base|legacy)\b/u,
    /\b(servers?|backend|infrastructure|cloud|gateway|monolith|(micro)?services|deploy\w*|build or buy|bought|building it|buying|ready-made|our own|supplier|prototype|upload|bigger machine|library|framework|vendor|open source|in-house)\b/u,
    /\b(engineers?|engineering|tech lead|backend lead|architects?|developers?|devs?|cto)\b/u,
    /\b(latency|milliseconds|timeouts?|retr(y|ies|ied)|throughput|load|uptime|outages?|downtime|rollback|roll(ed)? back|failover|reliab\w+|slow(er)?|crash\w*)\b/u,
    /\b(integrat\w+|interface|idempoten\w+|duplicates?|format|encrypt\w+|authenticat\w+|token|permissions?|logs?|loggers?|monitoring|alerts?|readings?|messages are stored|copied to|backup|failure|maintenance)\b/u,
    /\b(scanners?|devices?|sensors?|firmware|hardware|probes?|wifi|bandwidth|battery|edge|on-prem|modem|gps|within \d+ seconds|every (minute|second|\d+ seconds))\b/u,
    /\b(rolled? out|rollout|went live|pilot|canary|feature flag|switch(ed)? over|cut ?over|in parallel)\b/u,
    /\b(saved?|saves|restor\w+|copy|copies|stores?|stored|try again|fall ?back|after \w+ seconds|still works?|without (a|the|any) (\w+ )?(network|signal|connection|map|internet)|stale|out of date|overwrit\w+|merg(e|es|ed|ing)|in the background)\b/u,
  ],
  competitive: [
    /\b(competitors?|rivals?|competing|incumbents?|the other (one|product|tool|company)|the old (one|program|desktop)|challenger|alternative products?)\b/u,
    /\b(they|them|their|theirs|the platform|the office suite|the big \w+|it)('re|'ve|'ll)?\b.{0,60}\b(earn|sell|charge|price|customers?|best|good at|licen[cs]es?|get paid|own|built|love|strong|model)\b/u,
    /\b(best for|better than ours|built so that|for somebody who|fits?|we're for|they only|went there|we stayed with|right for|want something|don't want (these|those|customers)|customers (take|pick|choose|leave))\b/u,
    /\b(never copy|wouldn't copy|not copy|borrow|steal|imitate|copy (how|their|it)|respect)\b/u,
    /\b(lose|lost|losing|win|won) (\w+ ){0,4}(deals?|customers?|to them|schools?|against)|we lose\b|where we (win|lose)/u,
    /\b(distribution|licen[cs]e|per (head|seat)|business model|switching|lock-?in|reseller|recommend\w*|channel|pricing|free plan|subsid\w+|network)\b/u,
    /\b(for free|win against|charge only|homepage|position\w*|market(ing)?|pricing page|website|message|differentiat\w+|segment)\b/u,
  ],
  strategy: [
    /\b(market|segments?|customers?|clinics?|brands?|agencies|schools?|practices?|enterprise|smb)\b.{0,80}\b(first|prioriti\w+|instead|rather|over|stop|start|renew|leave|expand|pays?)\b/u,
    /\b(renew\w*|revenue|retention|churn|seats?|margin|growth|expand|signups?|pays?|worth|business|discount|bill|profitable|income|hiring|price)\b/u,
    /\b(one year|next year|this year|two quarters|quarters?|long.?term|in (two|three) years|vision|bet|strategy|by (january|march|april|may|june|july|september|october|december|summer|spring|autumn|winter)|(twelve|eighteen|\d+) months|years at a time|on purpose)\b/u,
    /\b(i('d| would) (stop|start|put|pick|bet|leave|focus|drop|go|tell|plan|say no|have to|offer|keep|serve)|what would (turn|change|make) (me|my)|push\w* .{0,30}into next|i('d| would) still)\b/u,
    /\b(if .{5,90}(i('d| would| will)? (stop|move|go back|was wrong|admit|kill)))/u,
    /\b(investors?|sales head|sales team|competitors?|cheaper growth|market share|moat|defen[sd]\w*|seller|biggest customer|customers? (chose|choose)|neighbou?r)\b/u,
    /\b(lose|give up|leave|say no to) (\w+ ){0,5}(fifth|quarter|third|half|income|bank|logo|customers?|schools?|agencies|revenue|business|growth|signups?|referral|clinics?|market)\b/u,
  ],
  prioritization: [
    /\b(wanted|asked for|begging|begged|needed|demanded|waiting for|promised|requests?|asks?)\b.{0,120}\b(and|while|same|in order|but)\b/u,
    /\b(roadmap|backlog|quarter|this season|spring|capacity|engineers|sprint|month|priorit\w+|scope|plan(ned|ning)?|deadline)\b/u,
    /\b(said no|say no|told (him|her|them) no|a no|cancelled|postponed|delayed?|cut|later|wait(ed|ing)?|not (get|now|this))\b/u,
    /\b(sales|support|ops|billing|marketing|legal|finance|field crews?|co-op|mobile team|payments team|head of|director|stakeholders?|lead)\b.{0,60}\b(wanted|had|was|were|asked|needed|got|went)\b/u,
    /\b(disappointed|mad|unhappy|frustrated|angry|not thrilled|complained|upset|hated|not happy|did not invite)\b/u,
    /\b(told|explained|wrote|heard it from|informed|in writing|in person|showed)\b/u,
    /\b(workaround|stopgap|export instead|template|in the meantime|alternative|date)\b/u,
  ],
  metrics: [
    /\b(metrics?|kpi|main number|the number|north star|indicator|numbers? (that|fell|dropped|would))\b/u,
    /\b(rate|share of|ratio|percent(age)?|conversion|median|average|sessions?|completed per|orders? (per|not|that)|per (\w+ )?(day|week|household|user|100|session|14))\b/u,
    /\b(split|segment(ed)?|broke (it|that) down|break it down|cohort|by (platform|depot|country|how|region|device|type)|funnel|per (\w+ )?type|new (vs|or) (returning|existing))\b/u,
    /\b(guardrails?|gaming|gamed?|push it up|pump|opt-?out|next to it|keep an eye|must not|unsubscribe|zero-result|credit for)\b/u,
    /\b(tracking|events?|overcount\w*|double count|instrument\w*|query|dashboard|data(base)?|logs)\b/u,
    /\b(holdout|control|stayed (flat|low)|hadn't|compare with|experiment|a\/b|baseline|same week)\b/u,
    /\b(drop(ped|s)?|fell|sagged|went (up|down)|spike\w*|moved)\b/u,
  ],
  research: [
    /\b(interview\w*|talk(ed)? to|called|asked|spoke|sat (with|in|next to|beside)|conversations?|went (\w+ ){0,4}(behind|beside|along|to see)|rode (along|with)|stood (behind|beside|next)|not with questions|spent .{3,30} with)\b/u,
    /\b(watch(ed)?|observ\w+|shadow\w*|follow(ed)? (a|her|him|them)|photograph\w*|diar(y|ies)|logs?|tickets|survey\w*|prototype|paper grid|test(ed)? (it|with)|recordings|visited|proxies|counted|wrote down|timer|stopwatch|notebook|took notes|sketched|tally|night shift)\b/u,
    /\b(we (all |had )?(believed|thought|assumed|were sure|expected)|(in the team )?we (were|had been) (all )?(convinced|certain|sure)|we'd (assumed|thought|believed|planned)|assumption|hypothesis|belief|everyone (believed|thought|assumed)|i was sure|convinced)\b/u,
    /\b(turned out|surpris\w+|opposite|it didn't|nobody's|contradict\w*|but (\w+ ){0,4}told me|they'd rather|what came back|not over|actually|(she|he|they|nobody|none of them) never|it was not about|wasn't about|what took long|what i did not expect|hadn't expected|in truth|had nothing to do)\b/u,
    /\b(learners?|users?|carers?|participants?|respondents?|doctors?|organi[sz]ers?|of (seven|six|five|eight|nine|ten|twelve)|one (tutor|daughter|of them))\b/u,
    /\b(research|discovery|stud(y|ied)|insight|finding|theory|evidence)\b/u,
    /\b(dropped|binned|scrapped|postponed|instead|put .* lower)\b/u,
  ],
  design: [
    /\b(screens?|pages?|forms?|fields?|buttons?|flow|display|menu|app|wizard|checkout|lid|box says|interface)\b/u,
    /\b(tap(s|ped)?|type|typing|click\w*|scan|scroll\w*|swipe|enter(s|ed|ing)?|photo|upload\w*|voice|press(ed)?)\b/u,
    /\b(screen ?readers?|accessib\w+|tremor|arthritis|blind|deaf|hear badly|contrast|fonts?|large letters|one hand|captions?|colou?r)\b/u,
    /\b(steps?|where it('s| is)? (breaks|hard)|friction|confus\w+|stuck|error|timeout|lose all|give up|bail|cannot go on|begin again|look the same)\b/u,
    /\b(first (change|thing)|i('d| would) (let|remove|show|start with|start|keep|move|begin))\b/u,
    /\b(wants?|trying to|has to do it|get .{3,25} done|someone|person|commuter|widow|user)\b/u,
    /\b(draft|picture|label|instructions|manual|photo|remember|simple|list of|prototype|sketch|layout)\b/u,
  ],
  behavioral: [
    /\b(my (manager|director|boss|cto|ceo|lead|team|colleague|designer|engineer|own manager)|our (cto|ceo|director|head))\b/u,
    /\b(told me|asked me|said to me|he said|she said|told him|told her|i said|i told|feedback|disagree\w*|conflict|argu\w+)\b/u,
    /\b(hurt|felt|angry|cold|proud|afraid|ashamed|embarrass\w+|impulse|awkward|stressed|nervous|trust|respect|warm)\b/u,
    /\b(since then|i no longer|taught me|i learned|i learnt|showed me|lesson|i now|i still|these days|looking back|if i (had|could))\b/u,
    /\b(meeting|one to one|review|in front of|alone|in private|blam\w+|my (mistake|fault)|it was me|rang me|i could have|apologi\w+|sorry|behind his back|listened|in the room|email)\b/u,
    {
      times: 2,
      pattern:
        /\bi (asked|went|took|wrote|sat|called|stood|showed|began|stopped|presented|listened|invited|apologi[sz]ed|admitted|followed|proposed|agreed|filmed|do|said|still|no longer|ask)\b/gu,
    },
    /\b(colleagues?|peers?|team ?mates?|junior|senior|new hire|report(s|ed) to)\b/u,
  ],
};
