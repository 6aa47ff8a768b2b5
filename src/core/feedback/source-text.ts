import type { SourceNote } from '../db/tables/answers.ts';
import { never } from '../errors.ts';
import { rich, type Rich } from '../platform/rich.ts';
import type { OwnFeedback } from './load-feedback.ts';

/** The footer of a feedback card: who read the words, why not the model, and whether any left the machine. */
export function sourceText(own: OwnFeedback): Rich {
  const checked = own.result?.verdict === 'assessable' ? ' Every quote was checked against your answer.' : '';
  if (own.result?.source === 'model') return rich`Read by ${own.label ?? 'a model'}.${checked}`;
  const why = own.sourceNote === null ? '' : `${insteadText(own.sourceNote)} `;
  const reach =
    own.sentTo === null
      ? 'Read by no outside service.'
      : `It was also sent to ${own.sentTo}; nothing on this card comes from there.`;
  return rich`${why}Offline coach: it finds wording, not meaning.${checked} ${reach}`;
}

function insteadText(note: SourceNote): string {
  switch (note) {
    case 'member_allowance':
      return "Today's model allowance for you is used up, so the offline coach read this. It starts anew at 00:00 UTC.";
    case 'community_allowance':
      return "Today's model allowance for this community is used up, so the offline coach read this. It starts anew at 00:00 UTC.";
    case 'unavailable':
      return 'The model could not be used just now, so the offline coach read this. You can press Try again later.';
    case 'no_reading':
      return 'The model gave no reading that could be used, so the offline coach read this.';
    default:
      return never(note);
  }
}
