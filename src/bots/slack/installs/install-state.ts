import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Reader } from '../../../core/db/database.ts';

/** Somebody has so long between the button here and Allow on Slack's page, in minutes. */
export const STATE_MINUTES = 10;

/** A new state: a random word, when it ends, and our signature over both. Kept nowhere until it is used. */
export function makeState(secret: string, now: Temporal.Instant): string {
  const body = `${randomBytes(18).toString('base64url')}.${now.add({ minutes: STATE_MINUTES }).epochMilliseconds}`;
  return `${body}.${signatureOf(secret, body)}`;
}

/**
 * Whether this state is ours, in time, and used for the first time; it is used up by asking. Two requests at
 * once: one of them gets true.
 */
export async function takeState(
  db: Reader,
  secret: string,
  state: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const [nonce = '', ends = '', signature = '', more] = state.split('.');
  const expected = Buffer.from(signatureOf(secret, `${nonce}.${ends}`));
  const given = Buffer.from(signature);
  if (more !== undefined || given.length !== expected.length || !timingSafeEqual(given, expected))
    return false;
  const endsAt = Temporal.Instant.fromEpochMilliseconds(Number(ends));
  if (Temporal.Instant.compare(endsAt, now) < 0) return false;
  await db.deleteFrom('install_states').where('expires_at', '<', now).execute();
  const used = await db
    .insertInto('install_states')
    .values({ nonce, expires_at: endsAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return used !== undefined;
}

function signatureOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(`slack install ${body}`).digest('base64url');
}
