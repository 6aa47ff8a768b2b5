import { afterEach, describe, expect, it } from 'vitest';
import { LONG_ANSWER } from '../support/room.ts';
import { askedByCommand, createSlackStage, type SlackStage } from '../support/slack/stage.ts';

describe('over Socket Mode', () => {
  let stage: SlackStage | null = null;
  afterEach(() => stage?.close());

  it('an event is acknowledged only after its commit, which is tried again at once', async () => {
    let failing = 0;
    let rowsAtAck = -1;
    stage = await createSlackStage({
      by: 'socket',
      before: () => {
        failing -= 1;
        return failing >= 0 ? Promise.reject(new Error('the commit failed')) : Promise.resolve();
      },
    });
    const { slack, core, dana, channel } = stage;
    const question = await askedByCommand(stage);
    failing = 2;
    const tries = slack.deliveries.attempts.length;
    dana.writes(channel, LONG_ANSWER, { thread: question.ts });
    await stage.until('it is acknowledged', async () => {
      if (slack.deliveries.attempts.length === tries) return false;
      rowsAtAck = (await core.db.selectFrom('answers').select('id').execute()).length;
      return true;
    });
    expect(slack.deliveries.attempts.slice(tries).map((attempt) => attempt.ack.ok)).toEqual([true]);
    expect(rowsAtAck).toBe(1);
  });
});
