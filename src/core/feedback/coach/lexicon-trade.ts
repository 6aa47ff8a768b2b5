/** Words of the trade: they sound like an answer and say nothing about this one. */
import { stem } from './stem.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/u);

/** Abstract product and business words. */
export const TRADE_WORDS: readonly string[] = list(`
user users customer customers client clients consumer audience market markets segment segments persona personas stakeholder stakeholders
team teams engineering engineer engineers developer developers designer designers design product products feature features functionality
roadmap backlog sprint quarter initiative initiatives program milestone deadline deliverable deliverables release releases rollout launch
strategy strategic vision mission objective objectives goal goals outcome outcomes output outputs impact value proposition benefit
metric metrics kpi kpis measure measurement data analytics insight insights dashboard dashboards report reporting evidence hypothesis
hypotheses assumption assumptions experiment experiments experimentation validation validate iterate iteration iterations agile scrum lean kanban
alignment align aligned collaborate collaboration collaborative communication communicate transparency transparent empathy empathetic leadership
ownership accountable accountability culture mindset growth retention acquisition activation engagement monetization monetisation revenue
conversion adoption satisfaction loyalty churn expansion defensibility moat differentiation differentiate competitive competitor competitors
competition positioning messaging brand branding business commercial enterprise executive executives leadership management manager
priority priorities prioritize prioritise prioritization prioritisation framework frameworks methodology process processes best-practice
scalable scalability scale reliable reliability robust robustness secure security flexible flexibility maintainable maintainability performance
performant latency throughput availability architecture infrastructure platform integration integrations technology technologies technical
tech stack legacy cloud microservice microservices monolith api apis backend frontend database code codebase module component
constraint constraints limitation limitations dependency dependencies requirement requirements specification specifications scope complexity
tradeoff tradeoffs decision decisions criteria criterion rationale alternative alternatives option options approach approaches
quality usability accessible accessibility inclusive inclusion intuitive seamless frictionless friction delightful experience experiences
ux ui interface interfaces journey journeys flow flows cognitive load hierarchy interaction interactions usability responsive
discovery interview interviews qualitative quantitative research researcher surveys feedback observation observations behavior behaviors
innovation innovative disruptive disruption transformation digital ai ml llm automation optimize optimise optimization optimisation
efficient efficiency effective effectiveness productivity holistic synergy synergies leverage leveraging empower enable enablement ecosystem
comprehensive proactive proactively data-driven customer-centric user-centric user-centered centric best-in-class world-class
opportunity opportunities challenge challenges problem problems solution solutions pain points point-of-view perspective perspectives
sustainable sustainability excellence objective objectively clarity economics explicit implicit benchmark benchmarks significance significant
statistically statistical correlation causal causality attributable attribution guardrail guardrails north-star denominator numerator
instrumentation telemetry funnel cohort cohorts baseline segmentation root-cause diagnosis diagnose pivot pivots
consensus buy-in steering committee workshop facilitator agenda offsite presentation slides deck document documentation documented
risk risks mitigate mitigated mitigation sequencing sequenced contingency compliance regulatory
operations operational ops support cost costs budget budgets resource resources capacity bandwidth headcount investment invest roi
candidate interviewer answer question category rubric criteria example structured structure lesson lessons learning takeaway takeaways
growth-mindset resilience passion passionate motivated proactive humble humility integrity respect trust
stakeholder-management cross-functional crossfunctional interdisciplinary organization organisation organizational department departments
industry sector landscape trend trends ecosystem niche positioning pricing price features parity advantage advantages strength strengths
weakness weaknesses threat threats leader leaders winning win bets bet big-bets needle low-hanging fruit fruits quick-wins win-win silver
bullet table-stakes paradigm game-changer cutting-edge state-of-the-art next-level roadmap-item relationship relationships
expectation expectations initiative execute execution executing deliver delivery delivered delivering implement implementation implemented
feasibility feasible viability viable desirability desirable meaningful relevant holistically end-to-end
measurable actionable tangible concrete specific particular overall respective appropriate
mobile software online offline-first internal external usage model models logic analysis analyst validity concept concepts community marketplace
assistant utilization incremental sales marketing finance legal crm erp theory quant quote quotes proxy keyword trial self-serve
happiness quotient composite index weighted lift objectivity maturity visibility traction momentum leverage upside
disappointment satisfaction negotiation escalation escalate conflict conflicts discussion discussions
structural structurally structure distinct distinctive landscape optimised optimized tracked validated evaluated informed
targets targeted targeting restful gitops devops ci cd
participant participants participative formats respondent triangulate mixed-methods
redesign redesigned simplify simplified visual readability timeline integral mental affordance affordances legibility simplicity completeness completion consistent consistency drop-off critical-path pathway touchpoint touchpoints
breadth depth ideation ideate synthesis synthesize synthesise sentiment governance orchestration orchestrate interoperability
interoperable modularity modular decoupled decoupling coupling observability resilient degradation graceful elasticity deprecation semantic
tracing ingestion serving tenancy multi-tenant addressable willingness wedge beachhead commoditized commoditised commoditization incumbent incumbents challenger
go-to-market thought-leadership impactful reprioritize reprioritise learnings ethnography ethnographic contextual sampling triangulation saturation
stickiness sticky vanity counter-metric counter-metrics confidence-interval variance randomized randomised randomization
liquidity intermediary merchandise take-rate match-rate two-sided
sharpen sharpened deepest optimum optimal trade-space one-way-door two-way-door second-order first-order first-principles
cross-checked visually loosely tightly rigorous rigour rigor systematic systematically methodical methodically thoughtful thoughtfully
velocity throughput cadence backlog-item storytelling narrative messaging-house battlecard battlecards talk-track win-loss land-and-expand
`);

/** Tools, techniques and names of methods: a list of them is not a use of them. */
export const JARGON_WORDS: readonly string[] = list(`
rice ice moscow wsjf kano heart aarrr swot okr okrs jtbd daci raci rapid star smart circles ansoff porter wardley nielsen mendelow
eisenhower pareto goodhart simpson bayesian canvas matrix quadrant 2x2 scorecard poc mvp mvps prd prds nps csat ces dau mau wau arpu arr mrr ltv cac gmv aov ctr
cpa cpc roas ebitda tam sam som plg gtm b2b b2c saas paas sla slo slis slos p95 p99 ndcg map mrr f1 precision recall a/b ab b/c
kubernetes docker redis kafka rabbitmq postgres postgresql mysql mongodb mongo elasticsearch graphql rest grpc soap websockets websocket json xml yaml
aws gcp azure lambda s3 cdn nginx terraform jenkins github gitlab jira confluence notion asana trello miro figma slack zoom
amplitude mixpanel segment heap pendo fullstory hotjar looker tableau powerbi snowflake bigquery datadog grafana prometheus sentry newrelic splunk
react angular vue node typescript python java golang rust pods cluster clusters sharding replication partitioning caching cache queue queues
microfrontend microfrontends serverless blockchain crypto nft metaverse gpt chatgpt copilot claude gemini genai rag embeddings
google apple amazon facebook meta netflix spotify uber airbnb microsoft tesla linkedin twitter tiktok instagram whatsapp stripe salesforce hubspot
christensen moore chasm ries cagan drucker deming bcg bain horizons innovator dilemma toolkit toolkits playbook playbooks
gartner forrester mckinsey statista g2 capterra trustpilot gong reddit wcag aria hipaa gdpr soc2 pagination indexes index n+1
autofill chatbot chatbots gamification confetti dark-mode onboarding tooltip tooltips progress-bar captcha captchas passkeys 2fa sso oauth
scrum-master safe squad squads tribe tribes chapter guild guilds pmo cto ceo cfo vp svp hr c-level
replatforming refactor refactoring tech-debt debt spaghetti rewrite idempotent idempotency eventual consistency
moderated unmoderated diary card-sorting tree-testing usability-test fake-door smoke-test heuristic evaluation dogfooding desk
dot voting poker planning standup standups retro retros retrospective retrospectives postmortem pre-mortem premortem ritual rituals
thomas-kilmann kilmann nonviolent mbti enneagram storming norming start-stop-continue backpressure nemawashi minto pyramid cialdini kahneman tversky moesta ulwick torres doerr rumelt helmer lafley lencioni edmondson sinek kotter tuckman
belbin hofstede maslow likert ooda cynefin adkar togaf itil pmbok prince2 dmaic vrio pestel six-sigma five-whys 5-whys now-next-later bezos
jobs-to-be-done north-star working-backwards story-mapping impact-mapping assumption-mapping lean-canvas value-stream double-diamond
radical candor sbi grow cbt nvc growth-hacking virality viral loop loops flywheel network effects
`);

const EVERYDAY_JARGON = new Set([
  'ice',
  'star',
  'smart',
  'heart',
  'grow',
  'heap',
  'map',
  'rest',
  'som',
  'sam',
  'safe',
  'desk',
  'soap',
  'table',
  'recall',
]);

export const TRADE_STEMS: ReadonlySet<string> = new Set(TRADE_WORDS.map(stem));
export const JARGON_STEMS: ReadonlySet<string> = new Set(
  JARGON_WORDS.filter((word) => !EVERYDAY_JARGON.has(word)).map(stem),
);

/** Opinion, advice and padding: what is said when there is nothing to tell. One hit each per sentence. */
export const GENERIC_PHRASES: readonly RegExp[] = [
  /\b(?:it(?:'s| is| was)|that(?:'s| is)) (?:so |very |really |super |always |also |just )*(?:important|crucial|essential|key|critical|vital|great|good|an? honou?r|fundamental|imperative)\b/u,
  /\b(?:is|are) (?:key|everything|essential|crucial|critical|vital|paramount|important|at the heart|a gift|a must|king)\b/u,
  /\b(?:you|one|we|pms?|product managers?|teams?|companies|everyone|people) (?:just |always |also |really |should |would )*(?:need|needs|have|has|must|ought|should|can|can't|cannot) (?:to |always |never |be |also )/u,
  /\bi (?:always|generally|usually|typically|strongly|truly|firmly|really|personally)? ?(?:believe|feel strongly|am convinced|think that|value|love|admire|strive|try to|tend to|like to|welcome)\b/u,
  /\b(?:i'm|i am) (?:convinced|passionate|a big fan|a big believer|confident|never afraid|sure that|always|excited)\b/u,
  /\b(?:in general|generally speaking|at the end of the day|in the end of the day|needless to say|as we all know|it depends|long story short|when it comes to|more often than not|in today's|in this day and age|the beauty of|on the same page|win-win|silver bullet|low.hanging fruits?|best of both worlds|move the needle|low value|high value|best practices?)\b/u,
  /\b(?:right|best|better|real|true|different|key|various|relevant|several|(?<!how )many|all|important) (?:things?|stakeholders?|solutions?|metrics?|needs|users?|customers?|frameworks?|questions?|tools?|results?|decisions?|options?|people|insights?|value|problems?|methods?|ways)\b/u,
  // Other kinds of text: advertising, a vacancy, things that will be taken care of by nobody in particular, praise of oneself.
  /\b(?:like never before|our (?:revolutionary|award-winning|powerful|cutting-edge|innovative|world-class)|trusted by|book (?:your|a) demo|sign up (?:now|today|for free)|try it (?:now|for free)|see the difference|why (?:wait|settle)|game.?changer|state.of.the.art|say goodbye to|to the next level|unlock(?:s|ing)? (?:the|your|new)|no more \w+, no more|loved by|adored by|all-new|brand-new|no credit card|deserves? (?:to|better|more)|whether you(?:'re| are) an?|from the very first|beautifully|crafted|made with (?:care|love)|we believe (?:that|in)|we exist to|(?:this|that) is (?:who we are|what we stand for)|never just an?|at every step|is (?:proud|pleased|delighted|excited) to (?:announce|present|introduce)|leading provider|committed to (?:excellence|providing|delivering|our))\b/u,
  /\b(?:we(?:'re| are) looking for an?|competitive salary|years of experience|apply (?:now|today)|your (?:profile|responsibilities)|proven track record)\b/u,
  /\b(?:will|would|can|must|should) be (?:handled|managed|addressed|dealt with|convinced|taken care of|resolved|brought under control|straightforward|left behind)\b|\b(?:act accordingly|without hesitation|we will win|things (?:improved|got better|worked out|turned out)|it was (?:solved|a success|all good))\b/u,
  // A definition, as books give it.
  /\b(?:the term|(?:is|are) (?:\w+ )?(?:defined|considered|understood|described|characteri[sz]ed) (?:as|to|by)|refers to|denotes?|designates?|is a term|(?:also|sometimes|often) (?:called|known as)|according to which|(?:related|key|central|underlying) (?:concept|idea|notion)s?|critics (?:of|argue|say)|(?:was|were) (?:populari[sz]ed|coined|first described)|in this context|in the literature|(?:known|termed|referred to) as|(?:are|is) (?:commonly|frequently|typically|generally|widely) |came into (?:wider |common )?use|is associated with|include, among others|the (?:concept|notion|discipline|practice) of)\b/u,
  /^(?:an? |the )?[\w' -]{2,40} (?:is|are) (?:an? |the )?(?:[\w-]+,? ){1,6}(?:in which|by which|used to|that (?!we|i |our|they|he |she )\w+s\b|which \w+s\b|designed to|intended to)/u,
  /^an? [\w'-]+(?: [\w'-]+){0,3} (?:is|are) (?:the|an?) (?:[\w-]+,? ){0,5}(?:provision|process|measure|practice|method|approach|document|device|discipline|activity|metric|unit|form|type|kind|technique)\b|\b(?:belongs? to the (?:group|class|family) of|is described in|in contrast, (?:expresses|denotes|means))\b/u,
  // Talk to a room.
  /^(?:also |so |and |by the way,? )?(?:does|has|did|can|is|do) (?:any(?:one|body)|some(?:one|body))\b|\bpro tip\b|\bshould i (?:make|start|open) a (?:thread|channel)\b/u,
  // Advice to nobody.
  /\b(?:you should|you must|make sure (?:to|you|that)|(?:always|never) (?:remember|forget|underestimate)|don't forget to|remember to|be sure to|a good (?:pm|product manager|leader|team)|keep it simple|in doubt|your (?:users?'?|customers?'?) shoes|your ego|put yourself|ask yourself)\b|^(?:always|never|consider|try (?:not )?to|be (?:clear|honest|open|kind|bold|curious|patient)|think about|listen to|test,|learn,)/u,
  /\b(?:i(?:'m| am) known for|i was promoted|as (?:\w+ )?as i (?:do|did|am)|(?:has|have) always worked|thanked me in person|thank you (?:for|to|so|very)|thanks (?:for|to) (?:the|this|your|all)|what an? (?:lovely|great|wonderful|good|nice|beautiful) (?:prompt|question)|been blessed|open heart|caring people|safe space|an honou?r|wonderful (?:teams?|people|colleagues?|listeners?)|decisive action|all parties|top answer|model answer|read between the lines|commended me|(?:a|the|one) tough (?:tradeoff|call|decision)|seniority means|any (?:experienced|good|senior) (?:reviewer|interviewer|pm)|(?:this|my) answer (?:is|was|shows|follows|demonstrates|contains|has|covers|meets|addresses))\b/u,
  /\b(?:and so on|and so forth|and the like|etcetera|or something|or whatever|you name it|and stuff|among others|to name a few|and all that)\b/u,
];

/** Chatter that marks talking around the point. */
export const FILLERS: readonly RegExp[] = [
  /\b(?:lol|haha+|hehe|hmm+|well,|so yeah|you know|i mean|i guess|i suppose|i'd say|to be honest|to be fair|tbh|honestly|basically|frankly|literally|as i said|like i said|anyway|by the way|btw|of course|obviously|as you can imagine|let me think|good question|great question|great one|very good question|love this|interesting question|fun fact|funny enough)\b/u,
  /\b(?:kind of|sort of|somehow|something like|or so|i think|i believe|in my experience|in my opinion|for sure|definitely|if you ask me|i swear|i've heard|i read|i was at a talk|there are studies|studies show|they say|people say|some say|google says|on the other hand|at the same time|rabbit hole|another story|another topic|misconception|underestimated|super)\b/u,
  /\b(?:maybe|perhaps|probably|possibly|potentially|hopefully|or maybe|could also|you could|one could|might also|would also|at least some)\b/u,
  /\b(?:lots? of|a lot\b|(?:an?|is|was|are|interesting|eternal|another|whole|hot|big) topics?|first of all|overall,|there(?:'s|'re| is| are) (?:also |always |of course |just )*(?:an?|the|some|this|these|several|various|many)\b|in my (?:last|previous|current|old) (?:company|role|job|place|team)|we had (?:a|an|this|these|some|several) (?:\w+ ){0,2}(?:discussions?|meetings?|workshops?|sessions?|talks?|calls?|process|phase|setup|tool|project)|everybody|everyone (?:has|had|was|is)|usually|all kinds of|all sorts of|a bit of everything|a mix of|as usual|as always)/u,
  /\b(?:no joke|believe it or not|i still remember|let's call (?:him|her|it|them)|no,? sorry|wait,|where was i|to understand (?:this|that|it|the)|you (?:need|have) to know|always something|a (?:funny|nice|whole other|different) (?:one|story|experience)|(?:that|it|which) (?:was|is) (?:quite |really |very |so |rather |always )*(?:fun|funny|interesting|intense|crazy|nice|exciting|a story)|a story of its own|eternal|a classic|i'm (?:rather|more of) an?|i'm a (?:big )?fan|depends on (?:how|who|what|whom)|hard to say|difficult to say|if i remember|around that time|back and forth|one thing or another|this and that|people are different|and that's it|or was it)\b/u,
];
