import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLog } from '../../../src/core/log.ts';
import { createOpenAiModel } from '../../../src/jobs/models/openai-model.ts';
import { createTestClock } from '../../support/clock.ts';
import { refuses, says, startModelServer, type ModelServer } from '../../support/model-server.ts';
import { createRoom, wordsOf, type Room } from '../../support/room.ts';
import { ANSWER, sampleAssessment } from './sample-assessment.ts';

let server: ModelServer;
let room: Room;
beforeAll(async () => {
  server = await startModelServer();
  const clock = createTestClock('2026-03-02T10:00:00Z');
  const model = createOpenAiModel({ apiKey: 'k', baseUrl: server.url, model: 'm', clock, log: silentLog });
  room = await createRoom({ model });
});
afterAll(() => Promise.all([room.close(), server.close()]));

it('an answer goes through the real queue to the model, and its card says by whom it was read', async () => {
  server.script(refuses(400), says(sampleAssessment(), { tokens: 2_500 }));
  await room.open();
  await room.settled();
  const roundId = await room.latestRoundId();
  await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: ANSWER });
  await room.settled();
  const card = wordsOf(await lastCard('dana'));
  expect(card).toContain('Read by ');
  expect(card).toContain(server.host);
  expect(server.requests).toHaveLength(2);
  // Nobody's name or id: the room, its channel, the member.
  for (const { raw } of server.requests) expect(raw).not.toMatch(/dana|practice room|"user":|community/iu);
  const usage = await room.core.db.selectFrom('model_usage').select(['requests', 'tokens']).execute();
  expect(usage).toEqual([
    { requests: 1, tokens: 2_500 },
    { requests: 1, tokens: 2_500 },
  ]);
});

async function lastCard(person: string) {
  const card = (await room.cards(person)).at(-1);
  if (card === undefined) throw new Error(`${person} got no card`);
  return card;
}
