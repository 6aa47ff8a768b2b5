import type { CommandPayload, EventBody, Interaction } from './payload.ts';

/**
 * The workspace a signed payload belongs to: the one that the app is installed in. Null for an install on a
 * whole Enterprise organisation, which is not served: its one token would reach many workspaces, and every
 * row here belongs to one. What ids in buttons say never decides the tenant.
 */
export function teamOfEvent(body: EventBody): string | null {
  const [authorization] = body.authorizations ?? [];
  if (authorization?.is_enterprise_install === true) return null;
  // In a channel shared between workspaces the event may have happened in the other one.
  return authorization?.team_id ?? body.team_id ?? null;
}

export function teamOfInteraction(body: Interaction): string | null {
  if (body.is_enterprise_install === true || body.is_enterprise_install === 'true') return null;
  return body.view?.app_installed_team_id ?? body.team?.id ?? null;
}

export function teamOfCommand(body: CommandPayload): string | null {
  return body.is_enterprise_install === 'true' ? null : body.team_id;
}
