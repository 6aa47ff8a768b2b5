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
        /\b(?:wants?|would (?:like|love|rather)|out to|(?:'s|the) aim|aim is|job (?:is|for) |goal:|looking for|must (?:tell|cancel|find|prove|register|decide)|has got to|to be (?:done|rid)|what for|needs (?:the|a)|came to|come to (?:see|learn|pay)|to (?:find out|see (?:if|her|his|whether)|learn (?:if|whether)|decide whether|swap|register|block|prove that|know whether)|off (?:their|her|his) mind|all (?:you're|she's|he's|i'm) after|needs? to|trying to|has to|doesn't want|wants? to know|can i|wish\w*|hopes?|in order to|to get|get (?:it|this|that) done|so that (?:he|she|they))\b/u,
        0.45,
      ),
      cue(
        /\b(?:standing|stands|think of|imagine|main user|my user|the person i|design for|who uses|most of them are|(?:aged|turned) \d\d|, \d\d,|of (?:sixty|seventy|eighty|ninety)\b|\w+-year-old|a (?:father|porter|chef|tenant|surgeon|volunteer|caretaker|pharmacist|welder|lady|guy|cleaner|smallholder|woman with|man of)|first-time|half asleep|retired|hungry|wet|terrified|just lost|on the (?:tram|sofa|third floor|arm|ladder|stairs|platform|bus)|from the tram|in the (?:emergency room|corridor|barn|waiting room|lecture hall|village)|in a (?:barn|village|foreign|corridor)|at the (?:till|hive|counter|kiosk|door|airport)|at arm's length|a broken|sunday night|saturday night|night shift|with (?:a (?:line|queue|pram|suitcase)|keys)|within the hour|five minutes|minutes (?:between|on)|sitting|alone|at home|on (?:a|the) (?:phone|train|bus|way|ward|roof|ladder|site|night)|with (?:gloves|a child|one hand|a baby)|in (?:a|the) (?:yard|car|van|hall|kitchen|vestibule|street|queue|dark)|grieving|years old|is \d\d|at night|once a year|for the first time|you are an?)\b/u,
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
        /\b(?:asks? (?:for|first)|wants (?:the|an?|to know) \w+|needs both|dies at|it dies|nothing happens|ignores?|expires?|forgets?|wipes?|kicks? (?:you|her|him|them) out|goes back to the start|empty (?:page|form|screen)|dead end|logs in again|re-?types?|scroll|zooms|knee height|out of sight|another window|step \d|stares? at|hands? the \w+ (?:back|to)|handed the|can't (?:leave|tell|reach)|trouble (?:starts|begins)|worst (?:is|of all)|snags?|what fails|this one moment|one spot|wrong (?:seat|end|month)|same size|no one does|not on the list|ask your manager|times out|over and over|all over again|means nothing|who's got|tells? you why|doesn't click|don't know if|need to type|has to type|type|enter|re-?enter|timeout|session|rejects?|error|lost?|lose|begin again|starts? over|can't (?:go on|continue|find|see)|cannot go on|don't have at hand|nobody remembers|look the same|confus\w+|stuck|bail|gives? up|where it (?:breaks|hurts|goes wrong|'s hard)|goes wrong|(?:has|have) to (?:phone|call|say|remember|guess|wait|search|choose)|by heart|one by one|only after|gave up|is the pain|refuse|hard work|without saying|pushed the|wrong (?:hole|field|button|one)|hidden|twice|three times|(?:does not|doesn't) (?:say|tell|answer|work|load|fit)|can mean|nobody (?:knows|has|understands|finds))\b/u,
        0.5,
      ),
      cue(
        /\b(?:field|drop-?down|iban|calendar|surname|kiosk|knob|sockets?|plug|timer|passport|qr code|receipt|zones?|basket|icon|pdf|approval|consent|sms|captcha|column|prescription|digits|form|screen|page|step|button|number|code|password|date|tray|manual|label|menu|box|upload|photo|login|ticket|pin|card)\b/u,
        0.3,
      ),
      cue(/\b(?:so|because|without|and then|that)\b/u, 0.15),
    ],
  },
  first_change: {
    looksFor: 'the first change and why',
    cues: [
      cue(
        /\b(?:first (?:change|thing)|(?:step|version|number|release|week) one\b|smallest change|to begin with|initially|top of my list|my (?:one|first)|(?:what|the thing) i (?:fix|change|ship) first|may touch one|one (?:move|thing|big|large|button|sentence)\b|single button|before anything|everything else (?:can wait|later|stays)|nothing else|not a thing more|i(?:'d| would) (?:do away|have the|fix|go at|touch|ship|merge|swap)|we(?:'d| would) (?:begin|start|put|ship|cut|drop|show|let)|first version|goes to the (?:very )?(?:end|top)|kept first|i didn't (?:remove|touch)|the first|i(?:'d| would) (?:let|start|begin|remove|replace|show|move|split|drop|ask|put|save|make|turn|keep|change|list|begin)|start (?:from|with)|only one|one change)\b/u,
        0.5,
      ),
      cue(
        /\b(?:since|for (?:she|he|they|her|his) |thus|spares?|needn't|(?:doesn't|don't) have to|isn't asked|what (?:she|he|they) (?:came|wants?|needs?|asked)|that's what|nobody begins|because|so (?:that )?(?:he|she|they|people|nobody|you)|instead|not the|rather than|replaces|where people|therefore|that way)\b/u,
        0.35,
      ),
      cue(
        /\b(?:draft|photo|voice|picture|button|tap|look (?:it|the number) up|prefill\w*|remember\w*|scan|list|lid|save)\b/u,
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
        /\b(?:screen ?readers?|hands? (?:shake|shaking|tremble)|shaking|hearing aids?|voiceover|talkback|tab order|focus (?:ring|jumps?|jumped|order)|mouse unplugged|colou?rs? (?:alone|only|never)|never colou?r|colou?rs? only|red and green|red\/green|vibrat\w*|read (?:it |them )?(?:out|aloud)|reads? (?:it |each )?(?:out|aloud)|(?:don't|doesn't|can't) read|illitera\w*|voice (?:note|option|line|message)|headphones?|subtitles?|interpreter|left-?hand\w*|left thumb|amputee|stroke|parkinson\w*|cataracts?|migraine|epilep\w+|autis\w+|adhd|stutters?|deaf\w*|one eye|magnif\w+|(?:150|200|400)%|grow(?:s)? to double|\d\d point|alt text|dimmed|bright sun|time pressure|countdown|2g|data plan|old nokia|feature phone|blinks?|raised dot|reach the|adjustable|centimet\w+|mirrored|twelve-year-old|in (?:tigrinya|arabic|urdu|turkish|polish|spanish|catalan|swahili|luhya|hindi|ukrainian|somali)|and arabic|(?:their|her|his) own language|in catalan|tremor|arthritis|blind|deaf|hear(?:s|ing)? (?:badly|aid|loss)|hard of hearing|low vision|colou?r.?blind|dyslexi\w+|one hand(?:ed)?|wheelchair|gloves|glasses|can't (?:see|read|hear|type)|cannot (?:see|read|hear|type)|braille|captions?|large(?:r)? (?:letters|print|text)|bigger fonts?|contrast|plain (?:words|language)|another language|first language|old(?:er)? people|elderly|without nails|by phone|large type|can't do|cannot do|readable|poor (?:sight|eyes|hearing)|shaky|not everyone|without (?:a |the )?(?:app|phone|smartphone)|helper|not online|read aloud|out loud|keyboard only)\b/u,
        0.55,
      ),
      cue(
        /\b(?:for (?:people|someone|somebody|those|anyone)|who|errors? in text|rather than a (?:red|colou?r)|since many|not (?:only|by) (?:colou?r|sound)|feel|one (?:man )?in (?:twelve|ten)|half the|who can't|no tap|shape|pictures|sms|hotline stays|on (?:her|his) behalf|elbow|physical key|anybody with|nobody with|some of the|tick|as well|keep typing|also)\b/u,
        0.35,
      ),
    ],
  },
  success_signal: {
    looksFor: 'how one would know that it got better',
    cues: [
      cue(WATCH, 0.45),
      cue(
        /\b(?:how many|finished|completed|within|fewer|less often|no longer|tally|(?:in|after) (?:a|one) month|week one|after ten days|from the log|second time|how often|per (?:shift|thousand|hundred)|(?:six|seven|eight|nine) (?:of|in|out of) ten|one in (?:three|four|ten)|the first hundred|did the \w+ \w+ stop|without (?:a|calling)|calls?|come back|came back|the same day|rejected|drop\w*|abandon\w*|share|first (?:week|\d+))\b/u,
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
