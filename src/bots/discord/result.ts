import { z } from 'zod';
import { never } from '../../core/errors.ts';
import type { SendResult } from '../../core/platform/port.ts';
import type { Called } from './call.ts';
import { explainRefusal, type Doing } from './refusals.ts';

const withId = z.looseObject({ id: z.string() });

/** What a call means to the delivery ledger; `externalId` makes core's id of the id that Discord gave. Pure. */
export function resultOf(called: Called, doing: Doing, externalId: (id: string) => string): SendResult {
  switch (called.kind) {
    case 'ok': {
      const made = withId.safeParse(called.value);
      return made.success
        ? { kind: 'sent', externalId: externalId(made.data.id) }
        : { kind: 'unknown', reason: 'Discord answered something else than a message' };
    }
    case 'refused':
      return explainRefusal(called, doing);
    case 'retry':
      return {
        kind: 'retry',
        afterMs: called.afterMs,
        reason: called.global ? 'Discord is limiting the bot' : 'Discord asks to wait',
      };
    case 'unknown':
      return called;
    default:
      return never(called);
  }
}
