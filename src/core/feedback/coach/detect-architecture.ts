/** Detectors for building something: need, options, the call and its risk, whose part it was, a check. */
import { BARE_CHOICE, DECIDED, I_CHOOSE, WE_CHOOSE, cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { EXPECTED, OUTCOME_CUES } from './detect-story.ts';

export const BUILDING: Readonly<Record<string, Detector>> = {
  outcome_or_check: {
    looksFor: 'what happened, or a concrete check',
    cues: [
      ...OUTCOME_CUES,
      cue(EXPECTED, 0.55),
      cue(
        /\b(?:watch|track|measure|check|monitor|alert|(?<!\b(?:the|a) )count(?:ed)?|compare|report every|log (?:each|every|how|which|when|the)|look (?:weekly|daily|monthly|every \w+|again)? ?at|check whether|see (?:if|whether))\b/u,
        0.4,
      ),
      cue(/\bif .{5,80}\b(?:then|roll|stop|go back|turn|revert|i|we)\b/u, 0.4),
      cue(
        /\b(?:alarm|pager|pages? (?:me|us|someone)|woken|one (?:counter|metric|number)|check:|compared both|side by side|line by line|each night|every (?:minute|night|morning|week|hour)|a sample|the (?:age|number|share) of|mismatch(?:es)?|counted|load test|canary|rows differed|the pager|by eye|zero is|do they still|unplugged|signed (?:it )?off|less than before|near zero|we don't launch|the wrong promise|(?:under|below|above|fewer than|more than) (?:\d+|one|two|three|five|ten|half|a quarter)(?: \w+){1,4}(?:,|:| and| a (?:week|day|month)| per)|time to \w+)\b/u,
        0.5,
      ),
    ],
    unless: /\bit(?:'ll| will| would) (?:work|scale)\b/u,
  },
  choice_with_risk: {
    looksFor: 'the call, and how its risk was kept small',
    cues: [
      cue(I_CHOOSE, 0.4),
      cue(WE_CHOOSE, 0.4),
      cue(BARE_CHOICE, 0.4),
      cue(
        /\b(?:pilot(?:ed)?|first (?:with|to|in|week|two)|only (?:to|with|in|for|the|while|when|if|above|below|between|on|at|after)|began with|started with|start with|went live with|one (?:\w+ )?(?:at a time|first)|behind a (?:flag|switch)|switch back|on a button|fall ?back|rollback|roll back|kill switch|cap(?:s|ped)? |limit(?:ed)? (?:to|it)|side by side|in parallel for|dry run|shadow|old (?:mode|endpoint|version|path|one) (?:on|alive|stays|running)|friendly|sunset|backwards? compatible|by night|in winter|small(?:er|est)?|phase|wave|canary|backup|as a fallback|kept the old|keep the old|step by step|one by one|\d+ (?:\w+ )?first|(?:big|large|small|easy|friendly) (?:ones?|\w+) first|end date|as a warning|insist on|provisional|before the rest|then the (?:rest|other|others))\b/u,
        0.5,
      ),
      cue(DECIDED, 0.25),
      cue(/\b(?:risk|in case|so that|safe|afraid|fear|worst case|what if|break everyone)\b/u, 0.25),
      // Who or how much it reaches at first, and for how long.
      cue(
        /\b(?:(?!line|one|side)(\w+) by \1|one (?:\w+ )?(?:per|a) (?:day|week|month|fortnight|night|year|quarter)|(?:depot|branch|region|country|city|ward|venue|shop|office|plant|store|school|site|customer|form|currency|hotel)s? (?:went |goes |only |comes )?(?:first|at first)|(?:read|offline|smallest|staff|internal) (?:\w+ )?(?:first|only)|who volunteer\w*|volunteers|\d+ ?(?:%|percent|per cent) of (?:the )?(?:traffic|users|orders|stores|customers)|on day one|the first (?:release|version|week|ten|month)|until (?:easter|the|may|june|summer|\d)|till the numbers|at most|a (?:ceiling|cap|hard limit|limit) of|capped|quiet (?:week|month)|head start|month after|last, (?:since|because)|no big bang|existing \w+ stay|on purpose)\b/u,
        0.5,
      ),
      // What catches it when it fails.
      cue(
        /\b(?:exit clause|safety net|kill switch|own switch|its own switch|a switch|flag|feature flag|read-only|nightly (?:dump|copy)|on a copy|rehearse\w*|rehearsals?|sandbox|staging|old (?:and new|table|system|way|process)|still written|paper (?:list|backup|form)|kept the \w+|falls? back|preview|sweep|thrown out|thin layer|compare nightly|both databases|then flip|can be undone|undo|a human who|that nobody can skip|needed \w+'s okay|if (?:the|it|that|one|anything)\b.{2,30}\b(?:dies|die|chokes|fails?|breaks?|is missed|is gone|gone|goes wrong|goes down)|pull (?:it )?(?:her|him|them)self|goes back|reverts?|battery pulled|list that)\b/u,
        0.55,
      ),
    ],
  },
  role_split: {
    looksFor: "which part was yours and which engineering's",
    cues: [
      cue(
        /\b(?:engineers?|engineering|backend|tech lead|lead|architect|devs?|developers?|cto|dba|ops|(?:his|her|their|firmware|platform|pricing|data|security|hardware|\w+'s) (?:team|people|folks))\b.{0,60}\b(?:wanted|would (?:size|tell|choose|decide|own)|decide|must agree|could be|if it could|helps?|put up|wrote|decided|proposed|suggested|chose|owned|built|said|warned|preferred|designed|estimated|came up|recommended|picked|reckons?|argued|made|brought|leaned|leant|tried|objected|thought|did|drew|set|were for|was for|vetoed|signed|favou?red|saw fit|worked out|noticed|found|refused)\b/u,
        0.45,
      ),
      cue(
        /\b(?:i'm not an?|i am not an?|not my (?:call|decision)|i cannot judge|i can't judge|that was (?:decided )?(?:by|theirs|their)|my part|my (?:call|job|side)|the (?:how|spec|schema|protocol) was|left (?:that|the \w+) to|i don't write)\b/u,
        0.5,
      ),
      cue(
        /\bbut i (?:\w+ )?(?:pushed|asked|insisted|decided|wanted|argued|chose)\b|\bi (?:pushed|asked|insisted|argued|made the call|owned|decided|discussed)\b/u,
        0.45,
      ),
      // Whose it was, in so many words.
      cue(
        /\b(?:(?<!\b(?:of|with|than|like|from|to) )(?:mine|theirs|hers)|(?:his|her|their) (?:call|decision|choice|idea)|\w+'s (?:call|idea)|my (?:decision|half|share|bit|condition)|was(?:n't)? \w+'s\b|had no vote|no vote|stayed out|left to me|up to (?:them|him|her|the engineers)|credit to|came from (?:me\b|[a-z]+[.;])|by the engineers|(?:handed|left|leave|up|went) to the (?:engineers|team|devs)|me:|the \w+ half was|as they saw fit|not technical|nothing technical|i (?:only|just) (?:asked|said|wrote|watched|brought)|i'm no engineer|who noticed)\b|\bhow (?:it's|it is|to|they|that)\b.{2,50}\b(?:engineer\w*|theirs|for (?:our|the) (?:team|engineers|devs)|i (?:leave|left|handed)|(?:is|was|stays?) (?:up to|for|with))|\b(?:is|was|are) engineering's\b/u,
        0.66,
      ),
      cue(
        /\b(?:talked me out|overruled me|vetoed my|convinced me|told me no|corrected me|proved me wrong|(?:she|he|they) said no|said (?:the|it|they) \w* ?can't|thought it was silly|objected in writing|held out for)\b/u,
        0.7,
      ),
      // One did this, and the other did that.
      cue(
        /\bi (?:didn't |did not |only |never |just )?(?:chose|design|wrote|wanted|brought|drew|set|cut|found|negotiated|signed|prioriti[sz]ed|pushed|asked|picked|said|decided|went|liked|own|owned|took|recommended|program|set)\b.{3,70}[,;.:-] (?:and |but |so |while )?(?:the |our |two |my )*(?:(?!(?:i|it|we|then|they|that|who|which) )[a-z'-]+ ){1,3}(?:did|drew|built|decided|chose|said|worked|thought|made|found|took|wrote|had|picked|signed|brought|can't)\b|\b(?:did|chose|decided|picked|drew|noticed|owned|built|wrote|estimated|signed|set|said|were for)\b.{3,70}[,;.-] (?:and |but |while )?i (?:only |just )?(?:cut|went|found|asked|held|set|did|decided|stayed|signed|owned|chose|pushed|wrote|brought|took|said)\b/u,
        0.66,
      ),
    ],
  },
  need_to_requirement: {
    looksFor: 'a need, and what it demanded of the system',
    cues: [
      cue(
        /\b(?:what (?:they|he|she|people|users|it|drivers|we)(?:'d| really| actually)? (?:needed|wanted|need|want)|requirement|must (?:be|have|stay|never|always|not|know|see|work|get)|had to|has to|needs? to|needed|promised?|guarantee|so it (?:had|must))\b/u,
        0.4,
      ),
      cue(
        /\b(?:complain(?:t|ts|ed|ing)?|turning up|waiting|waits?|missed|stuck|angry|gave up|paid by|standing|wrong|double book\w*|on their hand|called us|afraid|hurt|lost|late|stale|out of date|duplicates?|break everyone|reassign\w*)\b/u,
        0.35,
      ),
      cue(
        /\b(?:within|under|in less than|at most|no more than|below|up to|before|inside) (?:an?|one|two|three|five|ten|\d+|the)\b|\b(?:milliseconds|seconds|ms|minutes)\b|\b(?:offline|exactly once|even when|in time|correct|consistent|up to date|real time|hold onto)\b/u,
        0.4,
      ),
      cue(/\bso\b|\bbecause\b|\bwhich means\b|\bwasn't .{3,40}\bit was\b/u, 0.2),
      // What follows from the trouble.
      cue(
        /\b(?:so|hence|therefore|which (?:meant|left|gave)|that (?:gave|left)|from then on|for us (?:it|this|that)|meant|means)\b.{0,60}\b(?:must|had to|has to|may not|could not|cannot|never|nothing|within|needed|us \d+|a minute)\b/u,
        0.45,
      ),
      cue(
        /\b(?:nothing|neither|nobody|no \w+|never|not one)\b.{0,40}\b(?:may|should|could|can|must|ever|be (?:down|lost|charged|older))\b|\b(?:may|must|can't|cannot|should) (?:ever|never|not|lose|vanish|move|be|survive|open|agree|sell|know)\b|\bnever (?:an?|older|lost|again)\b/u,
        0.4,
      ),
      cue(
        /\b(?:whatever happens|no exceptions|even (?:if|when|without)|at (?:once|that hour|four in the morning|noon)|all of them|nights included|by contract|by law|by (?:noon|the next|friday|monday)|whoever|when (?:it|the) .{2,20} (?:down|dead|full|restarts?)|(?:promise|promised|owed) (?:to|the|them|venues|an)|gloves|share (?:phones|tablets|one)|hands (?:full|busy)|no (?:signal|network|bars|connection)|no idea|couldn't (?:tell|answer|see|know)|somebody else's)\b/u,
        0.45,
      ),
    ],
  },
  options_compared: {
    looksFor: 'different approaches, set against each other',
    cues: [
      cue(
        /\b(?:two|three|several) (?:options|ways|approaches|paths|choices|designs|candidates|proposals)\b|\b(?:one option|the other (?:was|option|way|one)|option one|alternatively|the alternative(?:s)?)\b/u,
        0.4,
      ),
      cue(
        /^(?:one|two|three|or|a|b)[,:)] |^or (?:no|a|we|just|the|they|it|you|let|buy|one)\b|\b(?:either|or)\b.{8,}|\bbetween\b.{5,60}\band\b/u,
        0.35,
      ),
      cue(
        /\b(?:rather than|instead of|versus|vs|whereas|compared (?:to|with)|over a|but (?:needs|needed|would|it|that|then)|cleaner|simpler|cheaper|bigger|quicker|slower than|faster than)\b/u,
        0.35,
      ),
      cue(
        /\b(?:decided against|ruled out|turned down|argued against|wanted to|considered|looked at|could (?:either )?(?:have|buy|build|use|split|keep|send|wait|poll|push)|discussed|proposed|suggested)\b/u,
        0.3,
      ),
      // Each road by its name.
      cue(
        /\(a\).*\(b\)|^(?:option|plan|variant|way|road|idea|proposal) (?:a|b|c|one|two|1|2)\b|\b(?:one|other|third|first|second) (?:proposal|idea|way|option|candidate|road|was the table)\b|\bthird(?: way)?:|\b(?:the first|option one|one (?:way|option|is|was|keeps|means))\b.{5,80}\b(?:the second|the other|option two)\b|\b(?:bought|buy|rewrite|wrap(?:ping)?|considered|turned down|rejected|compared|native|alternative|opposite)\b(?: it| the two| was)?:|\b(?:whiteboard|on the table|two (?:candidates|ways|designs|drawings)|three ways|between .{2,60} we (?:went|took|chose))\b/u,
        0.62,
      ),
      // The one that was left.
      cue(
        /\b(?:the (?:rejected|chosen|off-the-shelf)|the opposite (?:was|is)|would(?:'ve| have) (?:been|paid|meant|given|needed|taken)|we (?:didn't|did not) take|was(?:n't)? (?:dropped|stupid)|were dropped|against that|the idea of|(?:team's|their|his|her|my) favou?rite|favou?red|liked [a-c]\b|i weighed|weighed|if we'd (?:gone|taken)|at first we|we also looked|could (?:also )?have|looked good on paper|so neither|not a \w+ \w+;|did the same|can be (?:thrown|undone)|could be undone|i'd have lived with|leaned to|leant to)\b/u,
        0.55,
      ),
      cue(
        /\b(?:means?|is|keeps?|takes?|needs?|dies|survives?)\b.{5,80}[,;.] (?:the |a |an |doing |and the )?(?:\w+ ){1,4}(?:means?|keeps?|needs?|survives?|never|dies|is (?:stale|fresh|honest|dear\w*|cheap\w*|slow\w*))\b/u,
        0.45,
      ),
    ],
  },
};
