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

  it('shows how far a model may be asked, what was used today, and changes it', async () => {
    expect(said(await rules(''))).toContain('Answers are read by the offline coach, inside Greenroom.');
    const named = await createRoom({ byHand: true, readBy: 'small-model at api.example.com' });
    await named.open('Europe/London', 'sam');
    await named.settled();
    const organize = (text: string) => named.command('sam', text, 'greenroom');
    const shown = said(await organize('rules'));
    expect(shown).toContain('Answers are read by small-model at api.example.com');
    expect(shown).toContain('Asked today: 0 times.');
    expect(shown).toContain('at most 2000 times a day for everybody together, with at most 5,000,000 tokens');
    expect(shown).toContain(
      'For one member it is asked at most 40 times a day, with at most 200,000 tokens.',
    );
    expect(said(await organize('setup'))).toContain('small-model at api.example.com, without names');
    const asked = await organize('rules Member 5 a day');
    expect(said(asked)).toContain('at most 5 times a day, with at most 25,000 tokens');
    await named.press('sam', button(asked, 'Change it'));
    expect(said(await organize('rules'))).toContain('at most 5 times a day, with at most 25,000 tokens');
    await named.press('sam', button(await organize('rules model off'), 'Change it'));
    expect(said(await organize('rules'))).toContain('No model is asked here');
    expect(said(await organize('setup'))).toContain('sent to no outside service');
    await named.close();
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
    'model',
    'model -1',
    'model 100001',
    'member 20 a week',
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
      fc.constantFrom(
        'retention',
        'misses',
        'quiet',
        'model',
        'member',
        'a day',
        'off',
        'of',
        'months',
        'years',
        'minutes',
      ),
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
        if (rule.name === 'model' || rule.name === 'member')
          return rule.requests >= 0 && rule.tokens >= 0 && rule.tokens < 2 ** 31;
        return rule.allowed >= 0 && rule.allowed <= 30 && rule.window >= 1 && rule.window <= 60;
      }),
      { numRuns: 500 },
    );
  });
});

async function texts() {
  return room.core.db.selectFrom('answer_revisions').select('body').execute();
}
