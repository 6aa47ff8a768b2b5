import { z } from 'zod';

/** The type of our metadata; a message's key stands in it, seen by nobody, for finding the message again. */
const EVENT_TYPE = 'greenroom_send';

const schema = z.looseObject({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.looseObject({ key: z.string() }),
});

/** The metadata that carries a send's key. */
export function withKey(key: string) {
  return { event_type: EVENT_TYPE, event_payload: { key } };
}

/** The key in a message's metadata; null when it is not ours. */
export function keyOf(metadata: unknown): string | null {
  const read = schema.safeParse(metadata);
  return read.success ? read.data.event_payload.key : null;
}
