import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveChannel, renameChannel, tellMoved } from '../support/slack/life.ts';
import { LONG_ANSWER } from '../support/room.ts';
import {
  askedByCommand,
  createSlackStage,
  messageBy,
  slackText,
  type SlackStage,
} from '../support/slack/stage.ts';
import type { Channel } from '../support/slack/world.ts';

describe('a channel with a schedule on Slack', () => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await createSlackStage({ by: 'socket' });
  });
  afterEach(() => stage.close());

  const listed = async (channel: Channel): Promise<string> =>
    slackText(await messageBy(stage.sam.types(channel, '/greenroom schedule')));
  const days = () => stage.core.db.selectFrom('rounds').select('local_date').orderBy('id').execute();
  const nextDay = async (): Promise<void> => {
    stage.clock.set('2026-03-03T09:00:05Z');
    await stage.work();
  };

  it('is called by its new name once it was renamed, and one that has none is not remembered', async () => {
    await askedByCommand(stage);
    const { slack, channel, dana } = stage;
    const other = slack.world.addChannel(stage.workspace.id, 'talk', 'group', [stage.workspace.botUserId]);
    renameChannel(slack, channel, 'practice');
    renameChannel(slack, other, 'chatter');
    await slack.deliveries.idle();
    const named = await stage.core.db.selectFrom('channels').select('name').execute();
    expect(named).toEqual([{ name: '#practice' }]);
    expect(await listed(slack.world.direct(stage.workspace.id, [dana.user.id, stage.sam.user.id]))).toContain(
      'in #practice.',
    );
  });

  it('goes on under the id that Slack gives it, with the threads it has', async () => {
    const question = await askedByCommand(stage);
    const moved = moveChannel(stage.slack, stage.channel);
    tellMoved(stage.slack, stage.channel, moved);
    await stage.slack.deliveries.idle();
    const said = stage.dana.writes(moved, LONG_ANSWER, { thread: question.ts });
    await stage.work();
    const [ask] = stage.slack.world.onlyFor(stage.dana.user.id);
    expect(slackText(ask)).toMatch(/^Want feedback on this\?/);
    if (ask === undefined) return;
    await stage.dana.presses(ask, 'Yes').shown();
    stage.clock.advance({ seconds: 61 });
    await stage.work();
    const now = stage.slack.world.message({ channelId: moved.id, ts: said.ts });
    expect([...(now?.reactions.keys() ?? [])]).toEqual(['eyes', 'white_check_mark']);
    await nextDay();
    expect(await days()).toEqual([{ local_date: '2026-03-02' }, { local_date: '2026-03-03' }]);
    expect(stage.slack.world.messagesIn(moved.id).filter((one) => one.botId !== null)).toHaveLength(2);
    expect(stage.slack.world.messagesIn(stage.channel.id)).toEqual([]);
  });

  it('is one channel, also where somebody acted under the new id before Slack told of it', async () => {
    const question = await askedByCommand(stage);
    const { slack, sam, core } = stage;
    const moved = moveChannel(slack, stage.channel);
    const echo = await messageBy(sam.types(moved, '/greenroom schedule add 18:00 Europe/London every day'));
    await sam.presses(echo, 'Start it').shown();
    await sam.types(moved, '/greenroom notices here').ack;
    tellMoved(slack, stage.channel, moved);
    tellMoved(slack, stage.channel, moved);
    await slack.deliveries.idle();
    const channels = await core.db.selectFrom('channels').select(['id', 'external_id']).execute();
    expect(channels.map((one) => one.external_id)).toEqual([moved.id]);
    const schedules = await core.db.selectFrom('schedules').select('channel_id').execute();
    expect(schedules.map((one) => one.channel_id)).toEqual([channels[0]?.id, channels[0]?.id]);
    const [community] = await core.db.selectFrom('communities').select('notice_channel_id').execute();
    expect(community?.notice_channel_id).toBe(channels[0]?.id);
    const [round] = await core.db.selectFrom('rounds').select('thread_id').execute();
    expect(round?.thread_id).toBe(`${moved.id}/${question.ts}`);
  });
});
