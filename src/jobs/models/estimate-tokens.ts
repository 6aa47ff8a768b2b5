/**
 * What one reply may have at most. An assessment of six criteria takes about 1,000 tokens; models that think
 * first count their thoughts too.
 */
export const MAX_OUTPUT_TOKENS = 4_000;

/** English has about four characters a token; three leaves room for JSON, names and other languages. */
const CHARACTERS_PER_TOKEN = 3;

/** A guess on the high side, for what is put aside and for servers that report no usage. */
export function estimateTokens(messages: readonly { readonly content: string }[]): number {
  return Math.ceil(messages.reduce((sum, one) => sum + one.content.length, 0) / CHARACTERS_PER_TOKEN);
}
