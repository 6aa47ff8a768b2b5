import { createHash } from 'node:crypto';
import type { CommandPayload, Interaction } from './payload.ts';

/**
 * What tells one press, sent form, shortcut or command from every other. Slack's trigger id does; where a server leaves
 * it out, everything in the payload that differs from press to press. The same payload again has the same key. Pure.
 */
export function interactionKey(body: Interaction): string {
  if (body.trigger_id !== undefined) return body.trigger_id;
  const [pressed] = body.actions ?? [];
  return digestOf([
    body.type,
    body.team?.id,
    body.user.id,
    body.callback_id,
    body.response_url,
    body.action_ts,
    pressed?.action_id,
    pressed?.action_ts,
    pressed?.selected_conversation,
    body.channel?.id,
    body.container?.message_ts,
    body.message?.ts,
    body.message?.text,
    body.view?.id,
    body.view?.hash,
    body.view?.callback_id,
    // A form that was sent back with errors is sent again with other words.
    body.view?.state?.values,
  ]);
}

/** The same for a slash command; without any word of Slack's that tells two apart, `at` does. */
export function commandKey(body: CommandPayload, at: Temporal.Instant): string {
  if (body.trigger_id !== undefined) return body.trigger_id;
  const once = body.response_url ?? at.toString();
  return digestOf([body.team_id, body.user_id, body.channel_id, body.command, body.text, once]);
}

function digestOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
