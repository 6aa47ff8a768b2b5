/** Detectors for designing a product: the person, the step that hurts, the change, who is let in, how one would know. */
import { cue } from './cue.ts';
import type { Detector } from './cue.ts';
import { OUTCOME_CUES } from './detect-story.ts';
import { WATCH } from './detect-study.ts';

export const DESIGN: Readonly<Record<string, Detector>> = {
  user_goal: {
    looksFor: 'who the user is and what they want done',
    cues: [
      cue(
        /\b(?:out to|aim is|looking for|has got to|what for|came to|trying to|has to|doesn't want|can i|in order to|to get|wants?|would (?:like|love|rather)|(?:'s|the) aim|job (?:is|for) |goal:|must (?:tell|cancel|find|prove|register|decide)|to be (?:done|rid)|needs (?:the|a)|come to (?:see|learn|pay)|to (?:find out|see (?:if|her|his|whether)|learn (?:if|whether)|decide whether|swap|register|block|prove that|know whether)|off (?:their|her|his) mind|all (?:you're|she's|he's|i'm) after|needs? to|wants? to know|wish\w*|hopes?|get (?:it|this|that) done|so that (?:he|she|they))\b/u,
        0.45,
      ),
      cue(
        /\b(?:standing|stands|think of|imagine|main user|my user|the person i|design for|who uses|most of them are|year-old|first-time|half asleep|retired|hungry|wet|terrified|just lost|from the tram|at arm's length|a broken|sunday night|saturday night|night shift|within the hour|five minutes|sitting|alone|at home|grieving|years old|at night|once a year|for the first time|(?:aged|turned) \d\d|, \d\d,|of (?:sixty|seventy|eighty|ninety)\b|a (?:father|porter|chef|tenant|surgeon|volunteer|caretaker|pharmacist|welder|lady|guy|cleaner|smallholder|woman with|man of)|on the (?:tram|sofa|third floor|arm|ladder|stairs|platform|bus)|in the (?:emergency room|corridor|barn|waiting room|lecture hall|village)|in a (?:barn|village|foreign|corridor)|at the (?:till|hive|counter|kiosk|door|airport)|with (?:a (?:line|queue|pram|suitcase)|keys)|minutes (?:between|on)|on (?:a|the) (?:phone|train|bus|way|ward|roof|ladder|site|night)|with (?:gloves|a child|one hand|a baby)|in (?:a|the) (?:yard|car|van|hall|kitchen|vestibule|street|queue|dark)|is \d\d|you are an?)\b/u,
        0.35,
      ),
      cue(
        /\b(?:who|person|someone|a \w+er|an? (?:immigrant|widow|commuter|nurse|driver|parent|student|patient|farmer|clerk))\b/u,
        0.25,
      ),
    ],
  },
  friction: {
    looksFor: 'the step where it goes wrong',
    cues: [
      cue(
        /\b(?:needs both|dies at|it dies|nothing happens|goes back to the start|dead end|logs in again|scroll|zooms|knee height|out of sight|another window|handed the|what fails|this one moment|one spot|same size|no one does|not on the list|ask your manager|times out|over and over|all over again|means nothing|who's got|doesn't click|don't know if|need to type|has to type|type|enter|timeout|session|error|lose|begin again|cannot go on|don't have at hand|nobody remembers|look the same|stuck|bail|goes wrong|by heart|one by one|only after|gave up|is the pain|refuse|hard work|without saying|pushed the|hidden|twice|three times|can mean|asks? (?:for|first)|wants (?:the|an?|to know) \w+|ignores?|expires?|forgets?|wipes?|kicks? (?:you|her|him|them) out|empty (?:page|form|screen)|re-?types?|step \d|stares? at|hands? the \w+ (?:back|to)|can't (?:leave|tell|reach)|trouble (?:starts|begins)|worst (?:is|of all)|snags?|wrong (?:seat|end|month)|tells? you why|re-?enter|rejects?|lost?|starts? over|can't (?:go on|continue|find|see)|confus\w+|gives? up|where it (?:breaks|hurts|goes wrong|'s hard)|(?:has|have) to (?:phone|call|say|remember|guess|wait|search|choose)|wrong (?:hole|field|button|one)|(?:does not|doesn't) (?:say|tell|answer|work|load|fit)|nobody (?:knows|has|understands|finds))\b/u,
        0.5,
      ),
      cue(
        /\b(?:field|iban|calendar|surname|kiosk|knob|plug|timer|passport|qr code|receipt|basket|icon|pdf|approval|consent|sms|captcha|column|prescription|digits|form|screen|page|step|button|number|code|password|date|tray|manual|label|menu|box|upload|photo|login|ticket|pin|card|drop-?down|sockets?|zones?)\b/u,
        0.3,
      ),
      cue(/\b(?:so|because|without|and then|that)\b/u, 0.15),
    ],
  },
  first_change: {
    looksFor: 'the first change and why',
    cues: [
      cue(
        /\b(?:smallest change|to begin with|initially|top of my list|may touch one|single button|before anything|nothing else|not a thing more|first version|kept first|the first|only one|one change|first (?:change|thing)|(?:step|version|number|release|week) one\b|my (?:one|first)|(?:what|the thing) i (?:fix|change|ship) first|one (?:move|thing|big|large|button|sentence)\b|everything else (?:can wait|later|stays)|i(?:'d| would) (?:do away|have the|fix|go at|touch|ship|merge|swap)|we(?:'d| would) (?:begin|start|put|ship|cut|drop|show|let)|goes to the (?:very )?(?:end|top)|i didn't (?:remove|touch)|i(?:'d| would) (?:let|start|begin|remove|replace|show|move|split|drop|ask|put|save|make|turn|keep|change|list|begin)|start (?:from|with))\b/u,
        0.5,
      ),
      cue(
        /\b(?:since|thus|needn't|isn't asked|that's what|nobody begins|because|instead|not the|rather than|replaces|where people|therefore|that way|for (?:she|he|they|her|his) |spares?|(?:doesn't|don't) have to|what (?:she|he|they) (?:came|wants?|needs?|asked)|so (?:that )?(?:he|she|they|people|nobody|you))\b/u,
        0.35,
      ),
      cue(
        /\b(?:draft|photo|voice|picture|button|tap|scan|list|lid|save|look (?:it|the number) up|prefill\w*|remember\w*)\b/u,
        0.25,
      ),
      cue(
        /^(?:then |so |just |first,? |no: |and )?(?:put|open|ask|let|take|cut|make|turn|print|accept|remember|lower|raise|change|swap|prefill|show|kill|drop|merge|move|start (?:small|by|with)|remove|replace|skip|give|keep|save|use|add|hide|spell|begin|scan|offer|split|shrink|speak)\b|\b(?:becomes? optional|shrinks? to|gets a click|(?:no|never a) (?:pin|login|reset|account|code|letter)|skip the|autosave)\b/u,
        0.5,
      ),
    ],
  },
  accessibility: {
    looksFor: 'a person who could be shut out, and what helps',
    cues: [
      cue(
        /\b(?:shaking|voiceover|talkback|tab order|mouse unplugged|red and green|interpreter|left thumb|amputee|stroke|migraine|adhd|one eye|alt text|dimmed|bright sun|time pressure|countdown|data plan|old nokia|feature phone|raised dot|reach the|adjustable|mirrored|twelve-year-old|and arabic|in catalan|tremor|arthritis|blind|deaf|hard of hearing|low vision|wheelchair|gloves|glasses|braille|contrast|another language|first language|elderly|without nails|by phone|large type|can't do|cannot do|readable|shaky|not everyone|helper|not online|read aloud|out loud|keyboard only|screen ?readers?|hands? (?:shake|shaking|tremble)|hearing aids?|focus (?:ring|jumps?|jumped|order)|colou?rs? (?:alone|only|never)|never colou?r|colou?rs? only|red\/green|vibrat\w*|read (?:it |them )?(?:out|aloud)|reads? (?:it |each )?(?:out|aloud)|(?:don't|doesn't|can't) read|illitera\w*|voice (?:note|option|line|message)|headphones?|subtitles?|left-?hand\w*|parkinson\w*|cataracts?|epilep\w+|autis\w+|stutters?|deaf\w*|magnif\w+|(?:150|200|400)%|grow(?:s)? to double|\d\d point|2g|blinks?|centimet\w+|in (?:tigrinya|arabic|urdu|turkish|polish|spanish|catalan|swahili|luhya|hindi|ukrainian|somali)|(?:their|her|his) own language|hear(?:s|ing)? (?:badly|aid|loss)|colou?r.?blind|dyslexi\w+|one hand(?:ed)?|can't (?:see|read|hear|type)|cannot (?:see|read|hear|type)|captions?|large(?:r)? (?:letters|print|text)|bigger fonts?|plain (?:words|language)|old(?:er)? people|poor (?:sight|eyes|hearing)|without (?:a |the )?(?:app|phone|smartphone))\b/u,
        0.55,
      ),
      cue(
        /\b(?:who|since many|feel|half the|who can't|no tap|shape|pictures|sms|hotline stays|elbow|physical key|anybody with|nobody with|some of the|tick|as well|keep typing|also|for (?:people|someone|somebody|those|anyone)|errors? in text|rather than a (?:red|colou?r)|not (?:only|by) (?:colou?r|sound)|one (?:man )?in (?:twelve|ten)|on (?:her|his) behalf)\b/u,
        0.35,
      ),
    ],
  },
  success_signal: {
    looksFor: 'how one would know that it got better',
    cues: [
      cue(WATCH, 0.45),
      cue(
        /\b(?:how many|finished|completed|within|fewer|less often|no longer|tally|week one|after ten days|from the log|second time|how often|the first hundred|come back|came back|the same day|rejected|share|(?:in|after) (?:a|one) month|per (?:shift|thousand|hundred)|(?:six|seven|eight|nine) (?:of|in|out of) ten|one in (?:three|four|ten)|did the \w+ \w+ stop|without (?:a|calling)|(?:fewer|less|no|many|without|support|help|hotline|of|the number of) calls?|calls (?:per|an?|about|to|fall|go|drop)|drop\w*|abandon\w*|first (?:week|\d+))\b/u,
        0.35,
      ),
      cue(/\bif\b.{4,80}\b(?:up|down|not|less|more|roll|back|wrong|go)\b/u, 0.35),
      ...OUTCOME_CUES.slice(0, 2),
      cue(
        /\b(?:doesn't .{3,40} any ?more|should (?:sink|shrink|fall|drop|stop)|shrink|single digits|we've failed|failing looks|undo|revert|(?:old \w+|map) returns|convince me|proof is|i'd know|i would know|it works|test is|stopwatch|i (?:sit|stand|will ring|'d go back|'d stand|'d ring) |i'd (?:go back|stand|ring|sit)|mustn't (?:climb|rise)|success would|before and after|first[- ]try|without (?:being|ringing|help)|back to the drawing)/u,
        0.45,
      ),
    ],
    unless: /\b(?:a\/b test and iterate|test all with users|conversion rate for sure|five users)\b/u,
  },
};
