import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveRoom, visit, type ServedRoom } from './visit.ts';

let served: ServedRoom;
beforeAll(async () => {
  served = await serveRoom();
});
afterAll(() => served.close());

describe('erasing oneself with scripts off', () => {
  it('asks on a page, says on a page that it is done, and the next visit begins anew', async () => {
    const other = await visit(served.server.url);
    const visitor = await visit(served.server.url);
    const before = visitor.person();
    const asked = await visitor.post('/command', { text: '/practice erase' });
    expect(asked.text).toContain('Erase everything about you?');
    const done = await visitor.post('/act', { action: 'run:practice.erase:yes' });
    expect(done.status).toBe(200);
    expect(done.text).toContain('Everything about you was erased here');
    expect(done.text).toContain('Back to the channel');
    const rows = () =>
      served.room.core.db
        .selectFrom('members')
        .select('external_id')
        .where('external_id', '=', before)
        .execute();
    expect(await rows()).toEqual([]);
    await visitor.get('/');
    expect(visitor.person()).not.toBe(before);
    expect(await rows()).toEqual([]);
    // Who is still there goes back to the channel as ever.
    const kept = await other.post('/act', { action: 'run:practice.erase:no' });
    expect(kept.text).toContain('Nothing was erased.');
    expect(kept.text).toContain('data-person');
  });
});
