/**
 * Discord and Slack want every button id of a message to be different, while a card may have two buttons for
 * one action. The second copy gets a number, which {@link actionOf} takes off again.
 */
export function buttonId(action: string, copies: number): string {
  return copies === 0 ? action : `${action}~${copies}`;
}

/** The encoded action that a pressed button's id stands for. */
export function actionOf(id: string): string {
  return id.replace(/~\d+$/, '');
}
