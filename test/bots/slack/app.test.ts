import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApp, type App, type Role } from '../../../src/app.ts';
import { sealedColumns } from '../../../src/bots/slack/installs/keep-installation.ts';
import { createSealer } from '../../../src/bots/slack/installs/seal.ts';
import { readSettings } from '../../../src/core/config.ts';
import { silentLog } from '../../../src/core/log.ts';
import { systemClock } from '../../../src/core/time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { hostedSettings, TEST_KEY } from '../../support/slack/install-app.ts';
import { person } from '../../support/slack/people.ts';
import { startSlack, type Loopback } from '../../support/slack/server.ts';
import { messageBy, slackText } from '../../support/slack/stage.ts';
import type { Message } from '../../support/slack/world.ts';

let database: TestDatabase;
let slack: Loopback;
let app: App | null = null;
beforeEach(async () => {
  database = await createTestDatabase();
  slack = await startSlack(systemClock);
});
afterEach(async () => {
  await app?.close();
  app = null;
  await slack.close();
  await database.drop();
});

const start = (env: Record<string, string>, said: string[] = [], role: Role = 'all'): Promise<App> => {
  const read = readSettings({ DATABASE_URL: database.url, SLACK_API_URL: slack.apiUrl, PORT: '0', ...env });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const say = (line: string): void => void said.push(line);
  return startApp({ role, settings: read.settings, clock: systemClock, log: silentLog, say });
};

it.each(['socket', 'http'] as const)(
  'two tokens alone serve a workspace by %s, up to the message in its channel',
  async (by) => {
    const workspace = slack.install('Practice');
    const sam = person(slack, workspace, 'sam', 'owner');
    const channel = slack.world.addChannel(workspace.id, 'daily', 'channel', [sam.user.id]);
    const said: string[] = [];
    const way: Record<string, string> =
      by === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret };
    app = await start({ SLACK_BOT_TOKEN: workspace.token, ...way }, said);
    expect(app.url).toBeNull();
    expect(said).toContain('Greenroom is connected to Slack.');
    if (by === 'http') slack.deliverTo(`${app.address ?? ''}/slack/events`);
    const setup = await messageBy(sam.types(channel, '/greenroom setup'));
    await sam.presses(setup, 'Use this channel').shown();
    const asked = await messageBy(
      sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'),
    );
    await sam.presses(asked, 'Start it').shown();
    const again = await messageBy(sam.types(channel, '/greenroom setup'));
    await sam.presses(again, 'Post a test question').shown();
    const posts = (): Message[] => slack.world.messagesIn(channel.id).filter((one) => one.botId !== null);
    await waitFor(() => posts().length === 1);
    expect(slackText(posts()[0])).toContain('Test question');
  },
);

it('wrong tokens end the start with one sentence each', async () => {
  const workspace = slack.install('Practice');
  await expect(start({ SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: slack.appToken })).rejects.toThrow(
    'Slack does not accept SLACK_BOT_TOKEN (invalid_auth).',
  );
  await expect(start({ SLACK_BOT_TOKEN: workspace.token, SLACK_APP_TOKEN: 'xapp-wrong' })).rejects.toThrow(
    'Slack does not accept SLACK_APP_TOKEN.',
  );
});

it('a process that only does jobs does not start with a key that opens no stored token', async () => {
  const { db } = database;
  const { id } = await db
    .insertInto('communities')
    .values({ platform: 'slack', external_id: 'T1', name: 'Practice', created_at: systemClock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const sealed = sealedColumns(createSealer([Buffer.alloc(32, 1)]), 'T1', {
    token: 'xoxb-1',
    botUserId: 'U0BOT',
    refreshToken: null,
    expiresAt: null,
  });
  await db
    .insertInto('installations')
    .values({ community_id: id, ...sealed, bot_user_id: 'U0BOT', installed_at: systemClock.now() })
    .execute();
  const hosted = { ...hostedSettings(slack), SLACK_SIGNING_SECRET: slack.signingSecret };
  await expect(start(hosted, [], 'jobs')).rejects.toThrow(
    'The tokens of one workspace were sealed with another key than GREENROOM_KEY holds.',
  );
  const oldKey = Buffer.alloc(32, 1).toString('base64');
  app = await start({ ...hosted, GREENROOM_KEY: `${TEST_KEY},${oldKey}` }, [], 'jobs');
  expect(app.address).toBeNull();
});

async function waitFor(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
