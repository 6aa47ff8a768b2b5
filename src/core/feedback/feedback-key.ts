/** The key under which the feedback on one version of an answer is brought to its member. */
export function feedbackKey(answerId: string, revision: number): string {
  return `feedback:${answerId}:${revision}`;
}
