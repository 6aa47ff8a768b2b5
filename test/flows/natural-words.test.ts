import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitCommand } from '../../src/bots/web/run-command.ts';
import { createRoom, type Room } from '../support/room.ts';
import { said } from '../support/said.ts';

describe('words as people type them', () => {
  let room: Room;
  beforeAll(async () => {
    room = await createRoom({ byHand: true });
    await room.open('Europe/London', 'sam');
    await room.settled();
  });
  afterAll(() => room.close());
  const member = async (text: string) => said(await room.command('dana', text));
  const organizer = async (text: string) => said(await room.command('sam', text, 'greenroom'));

  it('a category with a slip of the finger gets the nearest one', async () => {
    expect(await member('now metricz')).toContain('Did you mean /practice now metrics?');
    expect(await member('now zzzzzz')).not.toContain('Did you mean');
  });

  it('a suggestion may begin with its category, with and without a colon', async () => {
    for (const line of [
      'suggest metrics How would you measure the success of an audio guide?',
      'suggest Product design: How would you redo the ticket machine of a small station?',
    ])
      expect(await member(line)).toContain('Your suggestion is with the organizers.');
    const rows = await room.core.db
      .selectFrom('question_suggestions')
      .select(['category', 'body'])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { category: 'metrics', body: 'How would you measure the success of an audio guide?' },
      { category: 'design', body: 'How would you redo the ticket machine of a small station?' },
    ]);
  });

  it('a pause of one day is called that, and why it is taken does not matter', async () => {
    expect(await member('pause yesterday')).toContain('Pause on Sun 1 Mar?');
    expect(await member('pause I was ill on Thursday')).toContain('Pause on Thu 26 Feb?');
  });

  it('a schedule takes a city, and shows its zone before anything starts', async () => {
    expect(await organizer('schedule add 9am new york weekdays')).toContain('09:00 America/New_York');
  });

  it('erasing says what becomes of one’s messages here, not elsewhere', async () => {
    const asked = await member('erase');
    expect(asked).toContain('Messages you wrote in threads go, too.');
    expect(asked).not.toContain('Slack');
  });

  it('one day and one answer are no "1 days"', async () => {
    expect(await organizer('mocks')).toContain('1 answer.');
    expect(await organizer('holiday add 25 December')).toContain('"1 day"');
  });

  it('/practise is /practice', () => {
    expect(splitCommand('/practise me')).toEqual({ command: 'practice', text: 'me' });
    expect(splitCommand('practise')).toEqual({ command: 'practice', text: '' });
    expect(splitCommand('//greenroom setup')).toEqual({ command: 'greenroom', text: 'setup' });
  });
});
