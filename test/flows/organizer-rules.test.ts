import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireAnswers } from '../../src/core/answers/expire-answers.ts';
import { loadRules } from '../../src/core/communities/keep-rules.ts';
import { parseRule } from '../../src/core/communities/parse-rule.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

let room: Room;
beforeAll(async () => {
  room = await createRoom({ byHand: true });
  await room.open('Europe/London', 'sam');
  await room.settled();
});
afterAll(() => room.close());

const rules = (text: string) => room.command('sam', `rules ${text}`, 'greenroom');
const stored = async () => {
  const { id } = await room.core.db.selectFrom('communities').select('id').executeTakeFirstOrThrow();
  return loadRules(room.core.db, id);
};

describe('/greenroom rules', () => {
  it('shows the rules as they are', async () => {
    const shown = said(await rules(''));
    for (const words of ['kept for 12 months', '2 of any 10', '60 quiet seconds'])
      expect(shown).toContain(words);
  });

  it('echoes a change in full and makes it only when it is agreed to', async () => {
    const before = await stored();
    const asked = await rules('Misses 3 of any 14 days');
    expect(said(asked)).toContain('Members may miss 3 of any 14 question days.');
    expect(said(asked)).toContain('Now: Members may miss 2 of any 10 question days.');
    expect(said(await room.press('sam', button(asked, 'Leave it')))).toContain('Nothing was changed.');
    expect(await stored()).toEqual(before);
    await room.press('sam', button(asked, 'Change it'));
    expect(await stored()).toMatchObject({ missesAllowed: 3, missesWindow: 14 });
    expect(said(await room.command('dana', 'me'))).not.toContain('2 of any 10');
    await room.press('sam', button(await rules('quiet 2 minutes'), 'Change it'));
    expect(await stored()).toMatchObject({ quietSeconds: 120 });
  });

  it('says how many answers a shorter time would erase, asks once, and then they lose their words and keep the day', async () => {
    const roundId = await room.latestRoundId();
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    await room.settled();
    room.clock.advance({ hours: 24 * 100 });
    const asked = await rules('retention 3 months');
    expect(said(asked)).toContain('1 answer is older than that.');
    expect(said(await rules('retention 1 year'))).not.toContain('older than that');
    await expireAnswers(room.core.db, room.clock.now());
    expect(await texts()).toHaveLength(1);
    await room.press('sam', button(asked, 'Shorten it'));
    expect(await stored()).toMatchObject({ retentionMonths: 3 });
    await expireAnswers(room.core.db, room.clock.now());
    expect(await texts()).toEqual([]);
    expect(await room.core.db.selectFrom('answers').select('state').execute()).toEqual([
      { state: 'submitted' },
    ]);
  });

  it.each([
    'retention 0',
    'retention 121 months',
    'retention ever',
    'misses 5 of 5',
    'misses 31 of 40',
    'misses',
    'quiet -1',
    'quiet 2 hours',
    'speed 9',
  ])('refuses "%s" with an example, and changes nothing', async (text) => {
    const before = await stored();
    expect(said(await rules(text))).toContain('For example: /greenroom rules');
    expect(said(await room.press('sam', `run:greenroom.rules:ok.${text.replaceAll(' ', '.')}`))).toContain(
      'For example: /greenroom rules',
    );
    expect(await stored()).toEqual(before);
  });

  it('takes nothing that the database would refuse', () => {
    const word = fc.oneof(
      fc.constantFrom('retention', 'misses', 'quiet', 'of', 'months', 'years', 'minutes'),
      fc.nat(20_000).map(String),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const parsed = parseRule(words.join(' '));
        if (!parsed.ok) return parsed.message !== '';
        const { rule } = parsed;
        if (rule.name === 'retention') return rule.months >= 1 && rule.months <= 120;
        if (rule.name === 'quiet') return rule.seconds >= 0 && rule.seconds <= 3_600;
        return rule.allowed >= 0 && rule.allowed <= 30 && rule.window >= 1 && rule.window <= 60;
      }),
      { numRuns: 500 },
    );
  });
});

async function texts() {
  return room.core.db.selectFrom('answer_revisions').select('body').execute();
}
