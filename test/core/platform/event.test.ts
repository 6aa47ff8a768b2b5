import { describe, expect, it } from 'vitest';
import { inboundEventSchema } from '../../../src/core/platform/event.ts';

const written = {
  platform: 'discord',
  key: '1/2/3/created',
  at: '2026-03-02T10:00:00Z',
  community: { externalId: '1', name: 'A server' },
  kind: 'message',
  by: { externalId: '9', displayName: 'Dana' },
  change: 'created',
  channelId: '2',
  threadId: null,
  direct: false,
  messageId: '2/3',
  sentAt: '2026-03-02T10:00:00Z',
  text: 'Some words.',
  addressedToSomeone: false,
};

describe('what adapters hand in', () => {
  it.each(['\0', '2\n', '2\u0007', '2\u009F', '2\uD83D', ''])('refuses %j as an id or key', (odd) => {
    for (const one of [
      { key: odd },
      { messageId: odd },
      { channelId: odd },
      { threadId: odd },
      { by: { externalId: odd, displayName: 'Dana' } },
      { community: { externalId: odd, name: 'A server' } },
    ]) {
      expect(inboundEventSchema.safeParse({ ...written, ...one }).success).toBe(false);
    }
  });

  it('keeps words as they are, but for what no database text can hold', () => {
    const event = inboundEventSchema.parse({
      ...written,
      by: { externalId: '9', displayName: 'Da\0na \uD83D' },
      text: 'tab\t, line\r\n, bell \u0007, NUL\0, half \uDE00, whole 😀',
    });
    expect(event).toMatchObject({
      by: { displayName: 'Dana \uFFFD' },
      text: 'tab\t, line\r\n, bell \u0007, NUL, half \uFFFD, whole 😀',
    });
    const pressed = { ...written, kind: 'action', action: 'me', fields: { answer: 'a\0b', 'x\0': '\uD83D' } };
    expect(inboundEventSchema.parse(pressed)).toMatchObject({ fields: { answer: 'ab', x: '\uFFFD' } });
  });
});
