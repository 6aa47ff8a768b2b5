import type { SendResult } from '../core/platform/port.ts';

/** What a platform without pages of one's own answers to `showHome`; core asks `can.home` first. */
export const NO_HOME: SendResult = {
  kind: 'refused',
  reason: 'There are no pages of one’s own here.',
  fix: 'Nothing to do: /practice me shows the same.',
};
