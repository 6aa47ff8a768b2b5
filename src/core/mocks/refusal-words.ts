import { never } from '../errors.ts';
import type { MockRefusal } from './session-step.ts';

/** Why a press changed nothing, and what to do next. */
export function refusalWords(because: MockRefusal): string {
  switch (because) {
    case 'over':
      return 'This mock is over. Type /practice mock join for another one.';
    case 'early':
      return 'It is not time for that yet. Use the newest card in the room.';
    case 'already':
      return 'That is noted already. It goes on when the other one presses it as well.';
    case 'not_confirmed':
      return 'Both of you have to confirm first. Type /practice mock status to see where it stands.';
    case 'not_started':
      return 'It has not begun yet. It does when both of you press Start.';
    case 'started':
      return 'It has begun already. Use the newest card in the room.';
    case 'paused':
      return 'It is paused. Press Go on when both of you are ready.';
    case 'not_paused':
      return 'It is not paused. Use the newest card in the room.';
    case 'not_scoring':
      return 'There is nothing to score yet. Scoring comes after the answer.';
    case 'not_swapping':
      return 'Swap is for the break between the halves. Use the newest card in the room.';
    default:
      return never(because);
  }
}

/** A press on a card of an earlier step. */
export const EARLIER_STEP =
  'That button belongs to an earlier step, so nothing was changed. Use the newest card in the room.';

/** A score that came when the other one's could be read. */
export const SCORED_TOO_LATE =
  'The scores are shown already, so this one comes too late to count. Say it in the room if you like.';

/** A second score of a half that is over. */
export const SCORED_ALREADY = 'Your score of that half is in. Use the newest card in the room.';

/** A press by somebody who is not one of the two. */
export const NOT_YOURS =
  'Only the two people of this mock can do that. To have one yourself: /practice mock join';
