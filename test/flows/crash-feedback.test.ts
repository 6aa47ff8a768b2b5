import { expect } from 'vitest';
import { encodeAction } from '../../src/core/platform/action.ts';
import { makeScene, type Model, type Restarted, type Scene } from '../support/crash-scene.ts';
import { describeCrashes } from '../support/crash-suite.ts';
import { newNonce, visit } from '../support/process.ts';
import { LONG_ANSWER } from '../support/room.ts';

/**
 * Somebody sends an answer by form, and the process is killed after each commit on the way to its
 * feedback. Started again, it gets the same form once more, as a browser that lost its answer sends it.
 */

const POINTS = [
  'handle:action',
  'relay:added',
  'relay:published',
  'feedback.give:taken',
  'feedback.give:assessed',
  'feedback.give:stored',
  'feedback.give:before-done',
  'feedback.give:done',
  'feedback.deliver:taken',
  'deliver:asked',
  'deliver:claimed',
  'deliver:sent',
  'deliver:recorded',
  'feedback.deliver:before-done',
  'feedback.deliver:done',
];
const WIPED_POINTS = ['relay:published', 'feedback.give:assessed', 'feedback.give:stored', 'deliver:sent'];

const scenarios = [
  ...POINTS.map((point) => ({ point, queue: 'PostgreSQL', wiped: false })),
  ...WIPED_POINTS.map((point) => ({ point, queue: 'PostgreSQL', wiped: true })),
  ...['relay:added', ...WIPED_POINTS].map((point) => ({ point, queue: 'Redis', wiped: false })),
  ...WIPED_POINTS.map((point) => ({ point, queue: 'Redis', wiped: true })),
];

describeCrashes('an answer gets its feedback, whenever the process dies', {
  scenarios,
  width: 12,
  title: 'at $point, queued on $queue (wiped: $wiped)',
  isPosted: () => true,
  prepare(posted) {
    const undisturbed = answerInPeace(posted);
    undisturbed.catch(() => {});
    return Promise.resolve({ undisturbed });
  },
  run: (scene, one, restart, { undisturbed }) => answerAndCrash(scene, { ...one, restart }, undisturbed),
});

interface Crash {
  readonly point: string;
  readonly wiped: boolean;
  readonly restart: () => Promise<Restarted>;
}

async function answerAndCrash(
  scene: Scene,
  { point, wiped, restart }: Crash,
  undisturbed: Promise<string[]>,
): Promise<void> {
  const first = scene.start(point);
  const url = await first.url();
  const form = await openForm(scene, url);
  // The connection may break off before the browser hears that its words are in.
  await form(url).catch(() => null);
  expect(await first.ended, first.output()).toEqual({ code: null, signal: 'SIGKILL' });
  if (wiped) await scene.wipeQueue();

  const second = await restart();
  expect((await form(second.url)).status).toBeLessThan(400);
  await scene.settled();
  await second.stop();
  await checkAnswer(scene);
  expect(await whatWasSaid(scene)).toEqual(await undisturbed);
}

/** The same answer without a crash. */
async function answerInPeace(model: Model): Promise<string[]> {
  const scene = await makeScene({ model });
  try {
    const url = await scene.start().url();
    expect((await (await openForm(scene, url))(url)).status).toBeLessThan(400);
    await scene.settled();
    await checkAnswer(scene);
    const said = await whatWasSaid(scene);
    expect(said.filter((line) => line.startsWith('feedback:'))).toEqual(['feedback:1:1 sent']);
    return said;
  } finally {
    await scene.close();
  }
}

/** A new member with the form open; what comes back sends it, each time as the same form. */
async function openForm(scene: Scene, url: string): Promise<(at: string) => Promise<Response>> {
  const dana = await visit(url);
  const { id: roundId } = await scene.db.selectFrom('rounds').select('id').executeTakeFirstOrThrow();
  const action = encodeAction({ verb: 'submit', roundId, openedAt: '1' });
  const nonce = newNonce();
  return (at) => dana.press(at, action, { answer: LONG_ANSWER }, nonce);
}

async function checkAnswer({ db }: Scene): Promise<void> {
  const answers = await db.selectFrom('answers').select(['state', 'revision']).execute();
  expect(answers).toEqual([{ state: 'submitted', revision: 1 }]);
  const revisions = await db.selectFrom('answer_revisions').select('body').execute();
  expect(revisions).toEqual([{ body: LONG_ANSWER }]);
  const feedback = await db.selectFrom('feedback').select(['state', 'revision']).execute();
  expect(feedback).toEqual([{ state: 'ready', revision: 1 }]);
}

/** Every message in the room, who may see it, and every send with its end. */
async function whatWasSaid({ db }: Scene): Promise<string[]> {
  const messages = await db.selectFrom('web_messages').select(['id', 'audience_id']).execute();
  const sends = await db.selectFrom('deliveries').select(['key', 'state']).execute();
  return [
    ...messages.map((one) => `${one.id} to ${one.audience_id === null ? 'all' : 'one'}`),
    ...sends.map((one) => `${one.key} ${one.state}`),
  ].toSorted();
}
