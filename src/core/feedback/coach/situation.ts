/** What interview questions ask about, and wording by which an answer takes it up. */

/** `asked` looks at the question, `shown` at the answer; both in lower case. */
export type Situation = {
  readonly asked: RegExp;
  readonly shown: RegExp;
  /** Any question of one kind is about this, so that it tells none of them from the others. */
  readonly ofKind?: boolean;
};
