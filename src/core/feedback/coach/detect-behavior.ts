/** Detectors for a story about oneself: the problem, one's acts, a hard choice, a habit that changed. */
import { BARE_DID, I_DID, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { COST_CUES, OTHER_ROAD } from './detect-story.ts';

export const BEHAVIOR: Readonly<Record<string, Detector>> = {
  choice_under_tension: {
    looksFor: 'a choice under tension and its price',
    cues: [
      ...COST_CUES,
      cue(
        /\b(?:could have|i could|tempted|tempting|impulse|advised|instead i|on the one|either|torn|my (?:own )?(?:manager|boss)|against)\b/u,
        0.45,
      ),
      cue(OTHER_ROAD, 0.55),
      cue(
        /\b(?:(?:easy|easier|polite|quiet|safe|popular|slower|harder|honest) (?:way|thing|road|option|life)|half of me|part of me|deep down|only no\b|the only one|siding against|against the (?:advice|team)|i risked|risked (?:the|my)|knowing (?:that|it|he|she)|betray\w*|loyalty to|nobody thanks|what made it hard|if i (?:did|spoke|said|told|kept|had)|disagreed|argued|he thought|she thought|her view|his view|keep(?:ing)? quiet|say(?:ing)? nothing|said nothing|cover(?:ing)? for|wanted me to|my name to|a bit of face|a row|a frosty|over the deadline|saying yes|scale|not both|i did not wait|i (?:didn't|did not),? and)\b/u,
        0.6,
      ),
      cue(
        /\b(?:instead of|rather than) \w+ing\b|\bchose .{2,40} over\b|\bourselves\b|\b(?:weekends?|bonus|promotion|overtime)\b/u,
        0.4,
      ),
    ],
  },
  own_actions: {
    looksFor: 'what you did yourself',
    cues: [
      cue(
        /\bi(?:'ve|'d| have| had| then| also| even| only| just| now| still| first)* (?:asked|told|wrote|called|telephoned|phoned|drove|took|went|sat|stood|filmed|showed|made|built|stopped|started|began|followed|sent|listened|presented|proposed|read|moved|cut|changed|invited|walked|met|offered|put|pulled|rewrote|counted|drew|booked|removed|brought|apologi[sz]ed|explained|set|let|tested|visited|watched|kept|gave|ran|tried|learned|learnt|refused|said|agreed|checked|compared|collected|printed|copied|spent|shadowed|travelled|traveled|flew|left|turned|handed|closed|opened|paid|chose|decided)\b/u,
        0.55,
      ),
      cue(I_DID, 0.32),
      cue(BARE_DID, 0.5),
      cue(
        /\b(?:i|myself)\b.{0,60}\b(?:myself|every|each|before|alone|then|and (?:then )?(?:asked|told|wrote|went|gave|showed|filmed|put|only|did|sat|marked|rang))\b/u,
        0.3,
      ),
      cue(/\bi (?:talk|ask|write|go|do|call|sit|read|bring|keep|send)\b/u, 0.3),
      cue(
        /\bi(?:'d| would|'ll) (?:first )?(?:call|ring|ask|freeze|sit|go|write|put|stop|pull|count|walk|print|draw|book|drive|invite)\b|\b(?:the first thing i did|my part:|first i|i didn't send)\b/u,
        0.65,
      ),
    ],
    unless: /\bi (?:was told|had only been)\b/u,
  },
  lesson: {
    looksFor: 'a habit that changed',
    cues: [
      cue(
        /\b(?:since then|from then on|ever since|i now|now i|these days|nowadays|i no longer|i still (?:do|ask|keep|use)|no longer|i never again|today i|every time|before i)\b/u,
        0.6,
      ),
      cue(
        /\b(?:taught me|(?:goes|go|comes?) with|each time|put an? \w+ in(?:to)? every|i learn(?:ed|t)|lesson|it showed me|realised|realized|takeaway|what i (?:took|learned|learnt)|changed how i|i changed)\b/u,
        0.5,
      ),
      cue(
        /\b(?:ask|bring|write|call|check|show|say|tell|look|wait|speak|go|invite|start|read|test)\b.{0,40}\b(?:first|before|instead|last|early|every)\b/u,
        0.3,
      ),
      // A rule of one's own, or a thing that reminds.
      cue(
        /\b(?:(?:my|new|a) (?:habit|rule|ritual)|rule of mine|got into the habit|made it a (?:point|rule|habit)|next time,? i|i (?:used to|stopped)\b|never again|any ?more|any longer|what stuck|i catch myself|i've (?:got|made|kept|had|written)|i've \w+ (?:it|the|a) .{0,30}since|on every \w+ since|since that (?:day|spring|week|year|time|summer|autumn|winter)|because of that day|my (?:calendar|checklist|team gets)|the checklist|it's changed|it took me|a thing i didn't|i won't (?:start|sign|do|let|send)|once a (?:week|month|quarter|year)|in every (?:kick-off|project|meeting)|we now|on purpose,)\b/u,
        0.65,
      ),
      // What one does, in the present, and when.
      cue(
        /\b(?:now|these days|today|nowadays|whenever|every time|if .{2,40},|when .{2,40},|before .{2,40},|once a \w+)(?: \w+)? i (?!was|had|did|could|would|will|went|said|told|got|am)[a-z]{2,8}(?<!ed)\b|\bi (?:now |always |never |still |also )*(?:ask|bring|write|call|check|show|say|tell|keep|count|ring|send|read|open|burn|walk|go|put|start|take|promise|repeat|book|print|look|drive|sit|let|insist|refuse|invite|want|get|make|eat|have (?:somebody|someone|a))\b.{0,60}\b(?:before|first|never|always|every|each|once a|now|in week one|last)\b|\bi (?:now|always|never) (?!was|had|did|could|would|went|said|told)[a-z]{2,8}(?<!ed)\b/u,
        0.62,
      ),
    ],
  },
  problem_early: {
    looksFor: 'the problem near the beginning',
    early: true,
    cues: [
      cue(
        /\b(?:told me|said|wanted|asked|promised|complained|refused|threatened|left|quit|broke|failed|missed|wrong|late|angry|lost|stopped|blamed|shouted|wrote|found out|discovered|noticed|disagreed|cancelled|ignored|leaked|crashed|misread|was read|were read|meant|not true|annoyed|hurt|confused)\b/u,
        0.5,
      ),
      cue(
        /\b(?:my (?:manager|director|boss|cto|ceo|colleague|lead|team|designer|engineer|customer|junior|foreman|predecessor)|our (?:cto|ceo|director|manager|head|lead|biggest|largest|customer|best|foreman|client|supplier)|a (?:senior|customer|colleague|nurse|developer|designer|client|baker|mother|junior|driver|teacher|intern))\b/u,
        0.3,
      ),
      cue(/\b(?:because|since|so|and|that|but)\b/u, 0.2),
      // What went wrong, in any other words.
      cue(
        /\b(?:dead|deleted|forgot(?:ten)?|unpaid|missing|bankrupt|cried|fak(?:ed|ing)|stood still|rang (?:me|at|us)|threatens?|lied|twice|too little|refus(?:es|al|ing)|spying|frozen?|froze|stuck|goes wrong|off by|without (?:asking|telling)|still waiting|on speaking terms|losing|wanted out|stand(?:s|ing)? at the counter|my (?:error|mistake|fault)|nobody (?:dared|had|knew|told|wrote|wanted)|no one (?:did|had|knew|told)|depended on|who'd died|by two managers|last year's|old (?:borders|list|version)|nothing left|had (?:been )?(?:moved|changed|billed|hired|given|told|promised|sold|taken)|been (?:told|given|moved|billed)|dropped|presented (?:them|it) as|knew in|behind (?:my|his|her|our) back|yelled|walked out|resigned|burn(?:ed|t) out|had to tell)\b/u,
        0.58,
      ),
      cue(
        /\b(?:hadn't|had not|couldn't|could not|wasn't|weren't|wouldn't|can't|didn't|doesn't|isn't|aren't|won't)\b/u,
        0.25,
      ),
    ],
  },
};
