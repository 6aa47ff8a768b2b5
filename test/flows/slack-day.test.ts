import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askedByCommand,
  createSlackStage,
  messageBy,
  slackText,
  viewBy,
  type SlackStage,
} from '../support/slack/stage.ts';
import { Act } from '../support/slack/acts.ts';
import { interactionPayload } from '../support/slack/payloads.ts';
import { deleteMessage } from '../support/slack/context.ts';
import { removeApp } from '../support/slack/life.ts';
import { LONG_ANSWER } from '../support/room.ts';

describe.each(['socket', 'http'] as const)('a day on Slack, through the real Bolt, by %s', (by) => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await createSlackStage({ by });
  });
  afterEach(() => stage.close());

  it('goes from the schedule to the feedback: form, thread, edit, delete', async () => {
    const { dana, lee, channel } = stage;
    expect(slackText(await messageBy(dana.types(channel, '/greenroom setup')))).toContain(
      'Only an organizer can do that here.',
    );
    const question = await askedByCommand(stage);
    expect(slackText(question)).toContain('Other question');
    expect(question.text).toContain('<!date^');
    await stage.work();
    expect(stage.posts()).toHaveLength(1);
    // A message is its own thread on Slack: there is nothing to open.
    const round = await stage.core.db.selectFrom('rounds').selectAll().executeTakeFirstOrThrow();
    expect(round.thread_id).toBe(`${channel.id}/${question.ts}`);
    expect(await jobsCalled(stage, 'round.thread')).toBe(0);

    // The form: nothing in public.
    const form = await viewBy(dana.presses(question, 'Answer'));
    const sent = dana.submits(form, {
      answer: `A partner wanted order updates in real time. ${LONG_ANSWER}`,
    });
    await sent.ack;
    expect(slackText(stage.slack.world.view(form.id))).toContain('Your answer is in.');
    await stage.work();
    expect(stage.replies()).toEqual([]);
    const feedback = await viewBy(dana.presses(question, 'My feedback'));
    expect(slackText(feedback)).toContain('One next step:');
    await dana.presses(feedback, 'All criteria').ack;
    expect(slackText(stage.slack.world.view(feedback.id))).toContain('Not found yet');
    expect(slackText(await viewBy(lee.presses(question, 'My feedback')))).toContain(
      'You have not answered this question.',
    );

    // The thread: asked before it is read.
    const answer = lee.writes(channel, LONG_ANSWER, { thread: question.ts });
    await stage.work();
    const [ask] = stage.whispers(lee);
    // Slack's events name nobody.
    expect(slackText(ask)).toMatch(/^Want feedback on this\?/);
    if (ask === undefined) return;
    await lee.presses(ask, 'Yes').shown();
    stage.clock.advance({ seconds: 61 });
    await stage.work();
    expect([...answer.reactions.keys()]).toEqual(['eyes', 'white_check_mark']);
    const [, line] = stage.replies();
    expect(slackText(line)).toContain('Feedback is ready for 1 person.');
    expect(stage.whispers(lee).map(slackText).join('\n')).toContain('One next step:');

    stage.clock.advance({ seconds: 30 });
    lee.edits(answer, `${LONG_ANSWER} After two weeks I would look at the share of reassigned vans.`);
    await stage.work();
    stage.clock.advance({ seconds: 61 });
    await stage.work();
    expect(await revisions(stage)).toEqual([
      { via: 'form', revision: 1 },
      { via: 'thread', revision: 2 },
    ]);
    lee.deletes(answer);
    await stage.work();
    expect(await states(stage)).toEqual([{ state: 'submitted' }, { state: 'withdrawn' }]);
  });
});

describe('on Slack', () => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await createSlackStage({ by: 'socket' });
  });
  afterEach(() => stage.close());

  it('answers commands, mentions, shortcuts and direct messages privately', async () => {
    const question = await askedByCommand(stage);
    const { dana, lee, channel } = stage;
    expect(slackText(await messageBy(dana.types(channel, '/practice me')))).not.toBe('');
    dana.writes(channel, `<@${stage.workspace.botUserId}> help`, { thread: question.ts });
    await stage.slack.deliveries.idle();
    const [help] = stage.whispers(dana).slice(-1);
    expect(slackText(help)).toContain('/practice now');
    expect(help?.threadTs).toBe(question.ts);

    // In the conversation with the bot a command's word is enough, and words beside it are not taken for one.
    for (const line of ['help', 'what helps here is a plan', '/practice me']) lee.tells(line);
    await stage.slack.deliveries.idle();
    const answered = stage
      .directs(lee)
      .filter((one) => one.botId !== null)
      .map(slackText);
    expect(answered).toHaveLength(3);
    expect(answered.join()).toContain('/practice now');
    expect(answered.join()).toContain('A question is open');
    const said = dana.writes(channel, LONG_ANSWER);
    await dana.uses('use_as_my_answer', said).shown();
    const refused = await messageBy(lee.uses('use_as_my_answer', said));
    expect(slackText(refused)).toContain('Only your own message');
    lee.tells(LONG_ANSWER);
    await stage.work();
    stage.clock.advance({ seconds: 61 });
    await stage.work();
    expect((await revisions(stage)).map((one) => one.via).toSorted()).toEqual(['direct', 'shortcut']);
  });

  it('fills the Home tab when it is opened, renews it when something changes, and clears it on erase', async () => {
    const question = await askedByCommand(stage);
    const { dana } = stage;
    dana.opensHome();
    await stage.work();
    expect(slackText(dana.home())).toContain('The open question');
    expect(slackText(dana.home()).match(/No day has been counted yet\./g)).toHaveLength(1);
    const form = await viewBy(dana.presses(dana.home(), 'Answer'));
    await dana.submits(form, { answer: LONG_ANSWER }).ack;
    await stage.work();
    expect(slackText(dana.home())).toContain('You have answered it.');
    expect(slackText(dana.home())).toContain('1 day answered');
    expect(slackText(await viewBy(dana.presses(question, 'My feedback')))).toContain('One next step:');

    // Questions that come, go and are asked for change it by themselves.
    stage.clock.set('2026-03-03T09:00:05Z');
    await stage.work();
    expect(stage.posts()).toHaveLength(2);
    expect(slackText(dana.home())).toContain('The open question');
    expect(slackText(dana.home())).not.toContain('You have answered it.');
    const sure = await messageBy(stage.sam.types(stage.channel, '/greenroom withdraw'));
    await stage.sam.presses(sure, 'Withdraw').shown();
    await stage.work();
    expect(slackText(dana.home())).toContain('No question is open right now.');
    await dana.presses(dana.home(), 'Practise one now').shown();
    await stage.work();
    expect(slackText(dana.home())).toContain('Only you see this question.');
    stage.sam.opensHome();
    await stage.work();

    const erase = await viewBy(dana.presses(dana.home(), 'Erase'));
    await dana.presses(erase, 'Erase everything').ack;
    await stage.work();
    expect(slackText(dana.home())).toContain('There is nothing about you here.');
  });

  it('renews an opened Home when a holiday, a rule or the end of a question changes what it shows', async () => {
    const question = await askedByCommand(stage);
    const { dana, sam, channel, clock } = stage;
    const home = async (): Promise<string> => {
      await stage.work();
      return slackText(dana.home());
    };
    await sam.types(channel, '/greenroom holiday add 2026-03-03').ack;
    dana.opensHome();
    await dana.submits(await viewBy(dana.presses(question, 'Answer')), { answer: LONG_ANSWER }).ack;
    expect(await home()).toContain('The open question');
    const rule = await messageBy(sam.types(channel, '/greenroom rules misses 3 of 10'));
    await sam.presses(rule, 'Change it').shown();
    expect(await home()).toContain('You may miss 3 of any 10 question days.');

    // The third of March is a holiday: nothing is posted that would renew the page.
    clock.set('2026-03-03T09:01:00Z');
    expect(await home()).toContain('The open question');
    clock.set('2026-03-03T09:02:00Z');
    expect(await home()).toContain('The next one comes Wed 4 Mar');
    await sam.types(channel, '/greenroom holiday add 2026-03-04').ack;
    expect(await home()).toContain('The next one comes Thu 5 Mar');
  });

  it('answers a short word to the bot alone with what can be done next, and only once', async () => {
    await askedByCommand(stage);
    const { lee } = stage;
    for (const text of ['hi', 'hello?', 'anybody there']) lee.tells(text);
    await stage.work();
    const answered = stage.directs(lee).filter((one) => one.botId !== null);
    expect(answered.map(slackText)).toHaveLength(1);
    expect(slackText(answered[0])).toContain('A question is open');
    if (answered[0] === undefined) return;
    expect(slackText(await viewBy(lee.presses(answered[0], 'Answer')))).toContain('Your answer');
  });

  it('connects anew when Slack asks for it or the line is cut, and takes what was written meanwhile', async () => {
    const question = await askedByCommand(stage);
    const { slack, dana, lee, channel } = stage;
    slack.socket.askToReconnect();
    dana.writes(channel, LONG_ANSWER, { thread: question.ts });
    await stage.until('the first answer is there', async () => (await states(stage)).length === 1);
    slack.socket.cut();
    lee.writes(channel, LONG_ANSWER, { thread: question.ts });
    await stage.until('the second answer is there', async () => (await states(stage)).length === 2);
    expect(slack.socket.connected).toBe(1);
  });

  it('goes into a public channel by itself when an organizer sets it up there', async () => {
    const { slack, sam, workspace } = stage;
    const other = slack.world.addChannel(workspace.id, 'metrics', 'channel', [sam.user.id]);
    expect(slackText(await messageBy(sam.types(other, '/greenroom setup')))).toContain('#metrics');
    expect(other.members.has(workspace.botUserId)).toBe(true);
  });

  it('lets an organizer pick the channels in setup, and goes into the public ones', async () => {
    const { slack, sam, lee, workspace, channel } = stage;
    const other = slack.world.addChannel(workspace.id, 'metrics', 'channel', [sam.user.id]);
    const hidden = slack.world.addChannel(workspace.id, 'hidden', 'group', [sam.user.id]);
    const where = await messageBy(sam.types(channel, '/greenroom setup'));
    const refused = await sam.picks(where, 'Another channel for questions', hidden).shown();
    expect(refused.kind === 'message' && slackText(refused.message)).toContain(
      'That channel cannot be used.',
    );
    await sam.picks(where, 'Another channel for questions', other).ack;
    await stage.until('step 2 is there', () =>
      stage.whispers(sam).map(slackText).join().includes('step 2 of 3'),
    );
    expect(other.members.has(workspace.botUserId)).toBe(true);
    const rows = await stage.core.db.selectFrom('channels').select('name').orderBy('id').execute();
    expect(rows.map((row) => row.name)).toEqual(['#daily', '#metrics']);
    // Nobody else makes the bot go anywhere.
    const third = slack.world.addChannel(workspace.id, 'third', 'channel', [lee.user.id]);
    const act = slack.acts.add(
      new Act(slack.world, { userId: lee.user.id, teamId: workspace.id }, channel.id),
    );
    await slack.deliveries.interact({
      ...interactionPayload(slack.world, workspace, lee.user, act.triggerId),
      type: 'block_actions',
      channel: { id: channel.id, name: 'daily' },
      actions: [
        {
          type: 'conversations_select',
          action_id: 'send:greenroom.setup:where.1',
          selected_conversation: third.id,
        },
      ],
    });
    await slack.deliveries.idle();
    expect(third.members.has(workspace.botUserId)).toBe(false);
  });

  it('says in setup what the bot has, and what is missing with who can mend it', async () => {
    const { slack, sam, workspace, channel } = stage;
    await askedByCommand(stage);
    const fine = slackText(await messageBy(sam.types(channel, '/greenroom setup')));
    expect(fine).toContain('Done: the bot has a seat in this channel, all permissions of the manifest.');
    const hidden = slack.world.addChannel(workspace.id, 'hidden', 'group', [sam.user.id]);
    const echo = await messageBy(sam.types(hidden, '/greenroom schedule add 10:00 Europe/London every day'));
    await sam.presses(echo, 'Start it').shown();
    const missing = slackText(await messageBy(sam.types(hidden, '/greenroom setup')));
    expect(missing).toContain('Missing: a seat in this channel, type /invite @Greenroom here.');
  });

  it('a question that somebody deleted is nobody\u2019s miss, and the app leaving stops the questions', async () => {
    const question = await askedByCommand(stage);
    deleteMessage(stage.slack, question);
    await stage.work();
    const round = await stage.core.db.selectFrom('rounds').select(['thread_id']).executeTakeFirstOrThrow();
    expect(round.thread_id).toBeNull();
    removeApp(stage.slack, stage.workspace, 'app_uninstalled');
    await stage.work();
    const community = await stage.core.db
      .selectFrom('communities')
      .select('left_at')
      .executeTakeFirstOrThrow();
    expect(community.left_at).not.toBeNull();
  });
});

function revisions(stage: SlackStage) {
  return stage.core.db.selectFrom('answers').select(['via', 'revision']).orderBy('id').execute();
}
async function jobsCalled(stage: SlackStage, name: string): Promise<number> {
  return (await stage.core.db.selectFrom('outbox').select('id').where('name', '=', name).execute()).length;
}
function states(stage: SlackStage) {
  return stage.core.db.selectFrom('answers').select('state').orderBy('id').execute();
}
