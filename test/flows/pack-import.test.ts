import { expect, it } from 'vitest';
import { importQuestions } from '../../src/core/questions/import-questions.ts';
import { createRoom } from '../support/room.ts';

it('importing a pack says how far it is, and the same questions again are renewed', async () => {
  const room = await createRoom({ byHand: true });
  await room.open('Europe/London', 'sam');
  const { id } = await room.core.db.selectFrom('communities').select('id').executeTakeFirstOrThrow();
  const questions = [...room.core.packs.values()]
    .flatMap((pack) => pack.questions)
    .slice(0, 120)
    .map((question) => ({ ...question, slug: `own-${question.slug}` }));
  const bring = async (words: string): Promise<readonly string[]> => {
    const told: string[] = [];
    const renewed = questions.map((question) => ({ ...question, text: `${words} ${question.text}` }));
    await importQuestions(room.core.db, id, 'tpm', renewed, (done, of) => void told.push(`${done} of ${of}`));
    return told;
  };
  expect(await bring('First.')).toEqual(['50 of 120', '100 of 120', '120 of 120']);
  await bring('Renewed.');
  const own = await room.core.db
    .selectFrom('questions')
    .select('body')
    .where('community_id', '=', id)
    .execute();
  expect(own).toHaveLength(120);
  expect(own.every(({ body }) => body.startsWith('Renewed.'))).toBe(true);
  await room.close();
});
