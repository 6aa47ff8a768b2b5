/** Detectors for the business side: strategy, prioritisation, competition. */
import { BARE_CHOICE, I_CHOOSE, WE_CHOOSE, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { WATCH } from './detect-study.ts';

const MONEY =
  /\b(?:renew(?:s|ed|al|als)?|churn(?:ed)?|cancel(?:s|led)?|leave|leaves|pays?|paid|revenue|margins?|cost(?:s)?|discount\w*|seats?|contracts?|expand|upsell|refunds?|earn(?:s|ed)?|worth|subscriptions?|licen[cs]es?|invoic\w+|price|buy(?:s|ing)?|cheaper|money|fees|budget|stay(?:s)? for years|penalty|profit)\b/u;

export const BUSINESS: Readonly<Record<string, Detector>> = {
  target_segment: {
    looksFor: 'who is served first',
    needsGroup: true,
    cues: [
      cue(
        /\b(?:first|priorit\w+|focus|start(?:ed)?|stop|put|pick|choose|serve|aim|build(?:ing)? for|working for|support for|leave|instead|rather than|not for|over the|bet on|go (?:for|with|after)|best for|want|before the|next year|give (?:the|this|that|my) year|spend the year|lead)\b/u,
        0.5,
      ),
      cue(
        /\b(?:who|that|where|because|since|when they|with (?:four|five|two|three|\d+|more|fewer))\b/u,
        0.35,
      ),
      cue(/\b(?:for|is|are|our|those|these|small|mid|large|regional|private|public|independent)\b/u, 0.15),
    ],
  },
  economic_reason: {
    looksFor: 'why it pays in this business',
    cues: [
      cue(MONEY, 0.5),
      cue(
        /\b(?:because|since|so|as|therefore|which means|that's why|and the|when|on their own|without)\b/u,
        0.25,
      ),
      cue(
        /\b(?:\d+|half|third|fifth|quarter|twice|nine|ten|most|nobody|every) (?:of|percent|times|\w+ing)?/u,
        0.2,
      ),
    ],
    unless: /\b(?:bottom line|shareholder value|monetis\w+ it)\b/u,
  },
  technical_limit: {
    looksFor: 'a technical limit and its effect on the plan',
    cues: [
      cue(
        /\b(?:formats?|files?|servers?|sync\w*|offline|signal|api|apis|database|schema|integrations?|latency|devices?|phones?|browsers?|legacy|imports?|exports?|code ?base|data model|hardware|batter(?:y|ies)|sensors?|firmware|algorithm|logs?|cache|match(?:ing|ed)?|fields?|records?|calendar|scanner|wifi|network|bandwidth|gps|camera|bluetooth|printer|spreadsheet|mainframe|encryption|login|migration|technical|ledger|systems?|connect\w*|codebase|storage|plumbing|links? to)\b/u,
        0.4,
      ),
      cue(
        /\b(?:can't|cannot|couldn't|no|without|only|must|never|locks?|breaks?|wrong|fails?|limit\w*|depends?|every one different|another (?:one|system|format)|built new|incomplete|slow|by email|not (?:sure|every|all)|still|rules out|forbid\w*)\b/u,
        0.25,
      ),
      cue(
        /\b(?:which means|means|so (?:we|i|it|matching)|therefore|into next|delay\w*|until|before we|that's why|we'd need|we need|would need|have to|allowed|promise)\b/u,
        0.35,
      ),
    ],
  },
  stop_condition: {
    looksFor: 'what would make you stop or turn',
    needs:
      /\b(?:if|unless|until|once|watch|count|track|measure|look at|check|monitor|compare|see (?:how|if|whether)|evidence|signal)\b/u,
    cues: [
      cue(
        /\bif\b.{4,120}\b(?:stays?|drops?|falls?|rises?|goes|go|under|over|fewer|less|more|below|above|not|doesn't|don't|still|after|reach\w*|hasn't|haven't|isn't|aren't|half)\b/u,
        0.45,
      ),
      cue(
        /\b(?:i|we)(?:'d| would|'ll| will| was| were|'m| am)? (?:\w+ )?(?:stop|roll|go back|undo|kill|admit|move|switch|turn|revert|pause|cut|close|wrong|know|reconsider|drop|pull|end|stay|continue)\b/u,
        0.35,
      ),
      cue(WATCH, 0.3),
      cue(
        /\b(?:after (?:two|three|six|a|\d+)|by (?:october|march|june|summer|the end|then|q\d)|within|quarters?|percent|\d+)\b/u,
        0.25,
      ),
    ],
    unless: /\bpivot (?:quickly|if needed)|something doesn't work\b/u,
  },
  competing_asks: {
    looksFor: 'the asks that collided and who wanted them',
    needs:
      /\b(?:want(?:ed|s)?|things we|on the table|both|ask(?:ed|ing)|begg\w+|need(?:ed|s)|wait(?:ed|ing)|demand\w*|push\w* for|insist\w*|request\w*|promised|project for|ready to sign|in order to)\b/u,
    cues: [
      cue(
        /\b(?:wanted|asked for|asking|begging|begged|needed|waiting for|demanded|pushed for|insisted|requested|wants|were promised|had been waiting|project for)\b/u,
        0.5,
      ),
      cue(
        /\b(?:and (?:the|my|our) [\w\s]{2,40}(?:wanted|needed|had|asked)|while|whereas|on the other side|the same|two things|in order to|instead|versus|against)\b/u,
        0.35,
      ),
      cue(
        /\b(?:lead|head|team|buyer|crew|crews|sales|support|ops|billing|director|finance|legal|marketing|partner|co-op|manager|customers?)\b/u,
        0.25,
      ),
    ],
  },
  grounds: {
    looksFor: 'the reason that settled it',
    cues: [
      cue(
        /\b(?:because|since|what settled|the reason|settled it|that was why|as (?:the|it|they|we|security)|due to|could wait|without getting worse|while each|meant|hit all|where the money|(?:has|have) a (?:fixed |hard )?date|fixed date|neither breaks|nothing breaks|only this|if something happens)\b/u,
        0.5,
      ),
      cue(
        /\b(?:but|bigger|more than|less than|than|only|half|percent|\d+|penalty|deadline|contract|legal|risk\w*|unsafe|ending|expire\w*|law)\b/u,
        0.3,
      ),
      cue(/\b(?:gave|went with|picked|chose|decided|cancelled|put|won|first|so we|so i)\b/u, 0.25),
    ],
    unless: /\b(?:dot voting|we voted|score from|formula|scored? (?:it|them) (?:from|on))\b/u,
  },
  segment_served: {
    looksFor: 'which customer each product fits',
    needsGroup: true,
    cues: [
      cue(
        /\b(?:best for|better for|for (?:those|people|whoever|someone|the one|somebody) (?:who|of)|should buy|will take|good for|enough for|perfect for|ours is for|(?:they|it) (?:is|are) (?:\w+ )?for|is for the|we're for|we are for|our best|fits?|right for|made for|built for|people pick|customers (?:take|pick|choose)|works? on|work on software for|want something|don't want (?:customers|these|those))\b/u,
        0.5,
      ),
      cue(
        /\b(?:we (?:make|sell|serve)|who|with (?:an?|four|five|\d+|more|kids|no)|that (?:still|send|need|run)|when they|where|whose)\b/u,
        0.35,
      ),
    ],
  },
  optimized_for: {
    looksFor: 'what the rival is really made for',
    cues: [
      cue(
        /\b(?:because|best (?:for|at)|good at|beat\w*|everything by|that is (?:distribution|why)|optimi[sz]ed|made (?:\w+ )?(?:for|around)|built (?:\w+ )?(?:for|around)|always works?|own the|is cheaper|they (?:want|take|get|care|earn|love)|the (?:advisor|habit|routine) (?:says|is)|land directly|in ten minutes|don't want to think)\b/u,
        0.45,
      ),
      cue(/\b(?:they|them|their|the old one|competitor|rival|it)\b/u, 0.25),
      cue(
        /\b(?:directly|simple|by hand|on (?:sunday|friday|monday)|minutes|paper|in person|habit|trust|says so|at all|already)\b/u,
        0.25,
      ),
    ],
    unless: /\b(?:because of (?:their |the )?(?:price|brand)|mainly because)\b/u,
  },
  structural: {
    looksFor: 'why that strength or weakness is hard to change',
    cues: [
      cue(
        /\b(?:how they (?:earn|sell|make|charge)|business model|distribution|licen[cs]e|per (?:head|seat|user|licence|license|transaction)|get paid|paid (?:once|per)|commission|resell\w*|channel|data (?:they|we|from)|years of|contracts?|set-?up|installed|lives on|server|on-prem|hardware|exclusive|network|regulat\w+|recommends?|payroll|franchise|wholesal\w+|supply|subsid\w+|advertis\w+)\b/u,
        0.5,
      ),
      cue(
        /\b(?:so|that's why|that is|because|which means|can't|cannot|won't|doesn't|not win|would be|never|by nobody)\b/u,
        0.35,
      ),
    ],
  },
  implication: {
    looksFor: 'what follows for your plan or message',
    cues: [
      cue(I_CHOOSE, 0.4),
      cue(WE_CHOOSE, 0.4),
      cue(BARE_CHOICE, 0.4),
      cue(
        /\b(?:so (?:we|i)|that's why|now it's|pricing page|website|raised the price|off the (?:list|roadmap)|stopped|remove|limit|locked|say (?:it|so) openly|put the effort|free plan|for the (?:roadmap|plan)|my decision|put (?:more|all|the next|the) (?:work|effort|\w+'s effort)|next (?:version|design|release)|i(?:'d| would) position|for good|export|one device|we should rather)\b/u,
        0.4,
      ),
    ],
    unless: /\bbuilding the .* as well\b|on par\b/u,
  },
  borrow_avoid_lose: {
    looksFor: 'a deal lost on purpose, or an idea refused or borrowed',
    cues: [
      cue(
        /\b(?:(?:we|i|i'd|we'd|would|will|won't|around \d+) (?:\w+ ){0,3}(?:lose|lost|left|send them)|never copy|not copy|wouldn't (?:copy|fight|chase|follow|compete|try)|not (?:fight|chase|compete)|would never|don't want|not want|won't win|will not win|never win|borrow|steal|copy how|let them have|recommend them|send them to|turn away|leave (?:\w+ ){1,5}alone|they(?:'d| would) win|send (?:her|him|them) there|should buy|no price war|will shrink|(?:we|i)(?:'d| would|'ll) sell fewer|take the copy)\b/u,
        0.55,
      ),
      cue(
        /\b(?:since|because|as they|that's|and with us|they used|so|they create|that's clever|with reason)\b/u,
        0.3,
      ),
      cue(/\b(?:support|tickets|pay nothing|a third|month|records|trust|half)\b/u, 0.2),
    ],
    unless: /\bwe want all customers\b/u,
  },
};
