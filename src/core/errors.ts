/**
 * A start or a command that cannot go on, for a reason the operator can mend. The message is one plain
 * sentence that says what to do; mains print it and exit 1. Never used for members' mistakes: those are
 * replies.
 */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
}

/** For the end of a `switch` over a union: a new member that is not handled fails to compile. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
