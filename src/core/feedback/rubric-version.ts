import type { Core } from '../core.ts';

/** The rubric that new feedback is given by, such as "tpm-1"; part of the key of a feedback row. */
export function rubricVersionOf(core: Pick<Core, 'rubric'>): string {
  return `${core.rubric.pack}-${core.rubric.version}`;
}
