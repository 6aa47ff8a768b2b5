import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LONG_ANSWER } from '../support/room.ts';
import { Act } from '../support/slack/acts.ts';
import { installApp } from '../support/slack/install-app.ts';
import { interactionPayload } from '../support/slack/payloads.ts';
import { person } from '../support/slack/people.ts';
import {
  askedByCommand,
  createSlackStage,
  messageBy,
  slackText,
  type SlackStage,
} from '../support/slack/stage.ts';

let stage: SlackStage;
beforeEach(async () => {
  stage = await createSlackStage({ by: 'http', hosted: true });
});
afterEach(() => stage.close());

/** A digest of every row, in any table, that belongs to a workspace. */
async function rowsOf(teamId: string): Promise<ReadonlyMap<string, string>> {
  const { db } = stage.database;
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'community_id' order by table_name`.execute(db);
  const { id } = await db
    .selectFrom('communities')
    .select('id')
    .where('external_id', '=', teamId)
    .executeTakeFirstOrThrow();
  const digests = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t where community_id = ${id} order by 1`.execute(db);
    digests.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return digests;
}

it('ids of another workspace in buttons, forms and commands find nothing and change nothing', async () => {
  const { slack, dana, channel, workspace } = stage;
  const question = await askedByCommand(stage);
  const form = await dana.presses(question, 'Answer').view();
  const [input] = form.content.blocks.filter((block) => block.type === 'input');
  await dana.submits(form, { [input?.block_id ?? '']: `zebrafish ${LONG_ANSWER}` }).shown();
  await stage.work();
  const other = slack.world.addWorkspace('Others');
  const kim = person(slack, other, 'kim', 'owner');
  expect((await installApp(slack, stage.url, other, kim)).status).toBe(200);
  const theirs = slack.world.addChannel(other.id, 'theirs', 'channel', [kim.user.id]);
  kim.invitesBot(theirs);
  await stage.work();
  const before = await rowsOf(workspace.id);
  expect(before.get('answers')).not.toBe('');
  const ids = new Set<string>();
  for (const table of ['rounds', 'answers', 'channels', 'members', 'schedules'] as const) {
    for (const { id } of await stage.database.db.selectFrom(table).select('id').execute()) ids.add(id);
  }
  for (const id of [channel.id, dana.user.id, question.ts, `${channel.id}/${question.ts}`]) ids.add(id);
  const actions = [...ids].flatMap((id) => [
    ...['answer', 'feedback', 'criteria', 'retry', 'delete', 'delete-yes', 'share', 'unshare'].map(
      (verb) => `${verb}:${id}`,
    ),
    ...['done', 'other', 'follow'].map((verb) => `${verb}:${id}`),
    `share-yes:${id}:1`,
    `hint:${id}:1`,
    `consent:${id}:yes`,
    `use:${id}:${question.ts}`,
    `mock:${id}:next.1`,
    `mock-look:${id}:question.1`,
    `submit:${id}:1772442005`,
    ...['post', 'withdraw', 'schedule.remove', 'organizer.remove', 'notices'].map(
      (name) => `run:greenroom.${name}:${id}`,
    ),
    `run:practice.history:${id}`,
  ]);
  const asked = slack.requests.length;
  for (const action of actions) {
    const act = slack.acts.add(new Act(slack.world, { userId: kim.user.id, teamId: other.id }, theirs.id));
    const isForm = action.startsWith('submit:');
    act.ack = slack.deliveries.interact({
      ...interactionPayload(slack.world, other, kim.user, act.triggerId),
      ...(isForm
        ? {
            type: 'view_submission',
            view: {
              id: 'V0FORGED',
              team_id: other.id,
              app_installed_team_id: other.id,
              type: 'modal',
              callback_id: action,
              private_metadata: '',
              state: { values: { text: { value: { type: 'plain_text_input', value: LONG_ANSWER } } } },
            },
          }
        : {
            type: 'block_actions',
            container: { type: 'message', message_ts: question.ts, channel_id: theirs.id },
            channel: { id: theirs.id, name: 'theirs' },
            response_url: `${slack.origin()}/response/${act.responseId}`,
            actions: [{ type: 'button', action_id: action, block_id: 'b', action_ts: slack.world.nextTs() }],
          }),
    });
    await act.ack;
  }
  for (const id of ids) {
    for (const line of [
      `/greenroom post ${id}`,
      `/greenroom withdraw ${id}`,
      `/greenroom organizer add ${id}`,
    ]) {
      await kim.types(theirs, line).ack;
    }
  }
  await stage.work();
  expect(await rowsOf(workspace.id)).toEqual(before);
  const shown = [
    ...slack.world.messages().filter((one) => one.teamId === other.id),
    ...slack.world.modals(kim.user.id),
  ];
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.map(slackText).filter((text) => text.includes('zebrafish'))).toEqual([]);
  // Nothing was sent to the first workspace because of it either.
  expect(slack.requests.slice(asked).filter((one) => one.teamId === workspace.id)).toEqual([]);
}, 60_000);

it('a limit that Slack sets for one workspace delays no other', async () => {
  const { slack, channel, workspace } = stage;
  await askedByCommand(stage);
  const other = slack.world.addWorkspace('Others');
  const kim = person(slack, other, 'kim', 'owner');
  await installApp(slack, stage.url, other, kim);
  const theirs = slack.world.addChannel(other.id, 'theirs', 'channel', [kim.user.id]);
  kim.invitesBot(theirs);
  const echo = await messageBy(kim.types(theirs, '/greenroom schedule add 09:00 Europe/London every day'));
  await kim.presses(echo, 'Start it').shown();
  slack.fault({ on: 'chat.postMessage', teamId: workspace.id, what: 'limit', retryAfter: 30, times: 1 });
  const posted = (channelId: string): number =>
    slack.world.messagesIn(channelId).filter((one) => one.botId !== null).length;
  stage.clock.set('2026-03-03T09:00:05Z');
  await stage.work();
  expect([posted(channel.id), posted(theirs.id)]).toEqual([1, 1]);
  await stage.database.db.deleteFrom('pacers').execute();
  stage.clock.advance({ seconds: 31 });
  await stage.work();
  expect([posted(channel.id), posted(theirs.id)]).toEqual([2, 1]);
});
