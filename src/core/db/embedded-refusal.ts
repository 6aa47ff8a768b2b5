/**
 * The built-in database cannot be used for a reason we know. The message is one plain sentence
 * that says what to do; the caller prints it and exits with 1. Anything else that is thrown is a bug.
 */
export class EmbeddedRefusal extends Error {
  override readonly name = 'EmbeddedRefusal';
}
