/** Words that are about the answer, or the people around it, instead of being an answer. By hand, English only. */

/** Talk about the answer itself: how good it is, and who will read it. */
export const ABOUT_THE_ANSWER =
  /\b(?:responses?|candidates?|interviewers?|readers?|panel|rubrics?|criteri(?:a|on)|passage|paragraphs?|rehears\w+|brevity|wording|repl(?:y|ies)|prompts?|(?:this|my|an|the|your) answers?|grad(?:e|er|ing)|model (?:solution|answer)|examiners?|evaluators?|reviewers?|marks|seniority|depth|structured|concise|insightful|points? off|top (?:score|mark|answer)|rank(?:ed|ing)?|demonstrat\w+|articulat\w+|i've (?:shown|covered|addressed|named))\b/gu;

/** Those of its words that no product is about. */
export const ABOUT_ANY_ANSWER =
  /\b(?:(?:this|my) answers?|model (?:solution|answer)|rehearsed|brevity|seniority|points? off|top (?:score|mark|answer)|i've (?:shown|covered|addressed|named))\b/u;

/** Thanks, praise and good wishes. */
export const KIND_WORDS =
  /\b(?:thank(?:s|ed|ful)?|appreciat\w+|grateful|honou?r(?:ed)?|hugs?|cheers?|smil(?:e|ed|ing)|kudos|congrat\w+|lovely|wonderful|awesome|amazing|brave|hats? off|organi[sz]ers?|moderators?|mods|this (?:channel|community|group|server)|all of you|rest of you|rooting|bless(?:ed|ings)?|good luck|admire|kind words|inspir\w+|(?:great|good|nice|beautiful|excellent) (?:question|pick|prompt|topic|one)|looking forward|best wishes|warm(?:ly)? (?:regards|wishes))\b/gu;

/** Whom advice is given to ... */
export const YOU = /\b(?:you|your|yours|yourself)\b/gu;
/** ... and who tells of themselves. */
export const FIRST_PERSON = /\b(?:i|my|me|mine|we|our|us)\b/gu;
