import { afterEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../src/bots/slack/slack.ts';
import { BOT_SCOPES } from '../../src/bots/slack/surface.ts';
import { readSettings } from '../../src/core/config.ts';
import { handle } from '../../src/core/handle.ts';
import { silentLog } from '../../src/core/log.ts';
import { LONG_ANSWER } from '../support/room.ts';
import {
  askedByCommand,
  createSlackStage,
  slackText,
  viewBy,
  type SlackStage,
} from '../support/slack/stage.ts';

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

  it('the whole app twice, each with a connection of its own: an event that both get is one answer', async () => {
    stage = await createSlackStage({ by: 'socket' });
    const { slack, core, workspace, clock, dana, channel } = stage;
    const read = readSettings({
      SLACK_BOT_TOKEN: slack.grants.issue(workspace.id, BOT_SCOPES).token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    });
    if (!read.ok) throw new Error(read.problems.join());
    const second = await createSlack(read.settings, core.db, clock, silentLog)?.receive({
      core,
      handle: (event, alongside) => handle(core, event, alongside),
      say: () => {},
    });
    try {
      expect(slack.socket.connected).toBe(2);
      const question = await askedByCommand(stage);
      const before = [...slack.socket.envelopes];
      slack.deliveries.copies = 4;
      dana.writes(channel, LONG_ANSWER, { thread: question.ts });
      await stage.work();
      const got = slack.socket.envelopes.map((count, index) => count - (before[index] ?? 0));
      expect(got).toEqual([2, 2]);
      expect(await core.db.selectFrom('answers').select('via').execute()).toEqual([{ via: 'thread' }]);
      // One is asked to go: the other takes everything meanwhile, and it comes back.
      slack.deliveries.copies = 1;
      slack.socket.askToReconnect();
      await stage.until('both are back', () => slack.socket.connected === 2);
      stage.lee.writes(channel, LONG_ANSWER, { thread: question.ts });
      await stage.work();
      expect(await core.db.selectFrom('answers').select('via').execute()).toHaveLength(2);
    } finally {
      await second?.close();
    }
  });

  it('a workspace that installed the app by OAuth is served, too', async () => {
    stage = await createSlackStage({ by: 'socket', hosted: true });
    const question = await askedByCommand(stage);
    const form = await viewBy(stage.dana.presses(question, 'Answer'));
    await stage.dana.submits(form, { answer: LONG_ANSWER }).ack;
    await stage.work();
    expect(await stage.core.db.selectFrom('answers').select('via').execute()).toEqual([{ via: 'form' }]);
    expect(slackText(await viewBy(stage.dana.presses(question, 'My feedback')))).toContain('One next step:');
  });
});
