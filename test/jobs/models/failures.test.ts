import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedbackCard } from '../../../src/core/feedback/cards.ts';
import { criteriaCard } from '../../../src/core/feedback/criteria-cards.ts';
import { plainText } from '../../../src/core/platform/plain-text.ts';
import { createOfflineCoach } from '../../../src/core/feedback/coach.ts';
import { giveVerifiedFeedback } from '../../../src/core/feedback/assess-and-verify.ts';
import type { SourceNote } from '../../../src/core/db/tables/answers.ts';
import { questionDetailsSchema } from '../../../src/core/questions/load-pack.ts';
import { createLog } from '../../../src/core/log.ts';
import { findRound } from '../../../src/core/rounds/load-round.ts';
import { createOpenAiModel } from '../../../src/jobs/models/openai-model.ts';
import { createTestClock } from '../../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  drips,
  hangs,
  refuses,
  resets,
  says,
  sends,
  startModelServer,
  type ModelServer,
  type Step,
} from '../../support/model-server.ts';
import { ANSWER, sampleAssessment, sampleRequest } from './sample-assessment.ts';
import {
  createThinkContext,
  makeMember,
  makeWaitingAnswer,
  runToItsEnd,
  type Ended,
} from './waiting-answer.ts';

let server: ModelServer;
let database: TestDatabase;
beforeAll(async () => {
  [server, database] = await Promise.all([startModelServer(), createTestDatabase()]);
});
afterAll(() => Promise.all([server.close(), database.drop()]));

interface Run extends Ended {
  readonly log: string;
  /** Both cards, as plain text. */
  readonly cards: string;
  readonly footer: string;
  readonly realMs: number;
  readonly requests: number;
}

/** One answer through the real job, the real client and a server that misbehaves. */
async function run(steps: readonly [Step, ...Step[]], baseUrl: string = server.url): Promise<Run> {
  // Short only where the limit is what ends the call, so that a busy machine changes nothing elsewhere.
  const slow = steps.some((step) => SLOW.includes(step));
  server.script(...steps);
  let log = '';
  const sink = new PassThrough().on('data', (part: Buffer) => {
    log += part.toString();
  });
  const clock = createTestClock('2026-03-02T10:00:00Z');
  const logger = createLog('debug', sink);
  const model = createOpenAiModel({
    apiKey: 'secret-key',
    baseUrl,
    model: 'some-model',
    clock,
    log: logger,
    callTimeoutMs: slow ? 150 : 20_000,
  });
  const ctx = await createThinkContext(database, clock, logger, model);
  const waiting = await makeWaitingAnswer(ctx, ANSWER);
  const begun = performance.now();
  const ended = await runToItsEnd(ctx, clock, waiting);
  const realMs = performance.now() - begun;
  const round = await findRound(database.db, waiting.roundId);
  if (round === null) throw new Error('the round is gone');
  const footer = (feedbackCard(round, 'Architecture', ended.own).footer ?? [])
    .map((segment) => ('text' in segment ? segment.text : ''))
    .join('');
  const { result } = ended.own;
  const cards = [
    feedbackCard(round, 'Architecture', ended.own),
    ...(result === null ? [] : [criteriaCard('Architecture', ended.own, result)]),
  ]
    .map((card) => plainText(card))
    .join('\n');
  return { ...ended, log, cards, footer, realMs, requests: server.requests.length };
}

const dripping = drips(20);
const drippingError = drips(20, 500);
const SLOW: readonly Step[] = [hangs, dripping, drippingError];
const good = says(sampleAssessment(), { tokens: 2_000 });
const reply = JSON.stringify(sampleAssessment());
const outOfRange = { ...sampleAssessment(), criteria: [{ key: 'k', reason: '', level: 'great', quotes: 7 }] };

const endsWithTheCoach: readonly [string, readonly [Step, ...Step[]], SourceNote, { requests: number }][] = [
  ['a refusal', [says(null, { refusal: 'no' })], 'no_reading', { requests: 1 }],
  ['a filtered reply', [says('', { finish: 'content_filter' })], 'no_reading', { requests: 1 }],
  ['a truncated reply', [says(reply.slice(0, 200), { finish: 'length' })], 'no_reading', { requests: 1 }],
  ['prose without JSON', [says('A lovely answer, 7 of 10.')], 'no_reading', { requests: 2 }],
  ['values out of range', [says(outOfRange)], 'no_reading', { requests: 2 }],
  ['an empty message', [says('')], 'unavailable', { requests: 4 }],
  ['an empty body', [sends(200, 'application/json', '')], 'unavailable', { requests: 4 }],
  ['no choices', [sends(200, 'application/json', '{"choices":[]}')], 'unavailable', { requests: 4 }],
  [
    'broken JSON around it',
    [sends(200, 'application/json', `{"choices": "${ANSWER}`)],
    'unavailable',
    { requests: 4 },
  ],
  [
    'HTML with status 200',
    [sends(200, 'text/html', `<html>Sign in. ${ANSWER}</html>`)],
    'unavailable',
    { requests: 4 },
  ],
  [
    'an HTML page with status 502',
    [sends(502, 'text/html', `<h1>${ANSWER}</h1>`)],
    'unavailable',
    { requests: 4 },
  ],
  ['fences around broken JSON', [says('```json\n{"verdict": "assess\n```')], 'no_reading', { requests: 2 }],
  ['words called JSON', [sends(200, 'application/json', 'dispatcher')], 'unavailable', { requests: 4 }],
  ['HTML called JSON', [sends(200, 'application/json', '<html></html>')], 'unavailable', { requests: 4 }],
  ['a body of 1 MB', [sends(200, 'application/json', ' '.repeat(1_048_576))], 'unavailable', { requests: 1 }],
  [
    'an error body of 1 MB',
    [sends(500, 'application/json', 'x'.repeat(1_048_576))],
    'unavailable',
    { requests: 1 },
  ],
  [
    'invalid UTF-8',
    [sends(200, 'application/json', Uint8Array.of(0x7b, 0xff, 0xfe, 0x22))],
    'unavailable',
    { requests: 4 },
  ],
  ['a hang', [hangs], 'unavailable', { requests: 4 }],
  ['a drip of bytes', [dripping], 'unavailable', { requests: 4 }],
  ['a drip of bytes in an error', [drippingError], 'unavailable', { requests: 4 }],
  ['status 401', [refuses(401)], 'unavailable', { requests: 1 }],
  ['status 403', [refuses(403)], 'unavailable', { requests: 1 }],
  ['status 404', [refuses(404)], 'unavailable', { requests: 1 }],
  ['status 400 to everything', [refuses(400)], 'unavailable', { requests: 4 }],
  ['status 500', [refuses(500)], 'unavailable', { requests: 4 }],
  ['status 503', [refuses(503)], 'unavailable', { requests: 4 }],
  ['a reset before the reply', [resets('nothing')], 'unavailable', { requests: 4 }],
  ['a reset in the middle', [resets('half')], 'unavailable', { requests: 4 }],
];

describe('every failure of the model ends with the offline coach, said as such, in bounded time', () => {
  it.each(endsWithTheCoach)('%s', async (_, steps, note, { requests }) => {
    const ended = await run(steps);
    expect(ended.own).toMatchObject({
      state: 'ready',
      sourceNote: note,
      sentTo: server.host,
      label: 'offline coach',
    });
    expect(ended.requests).toBe(requests);
    expect(ended.minutes).toBe(0);
    expect(ended.realMs).toBeLessThan(10_000);
    expect(ended.footer).toContain('so the offline coach read this');
    expect(ended.footer).toContain(`also sent to ${server.host}`);
    expect(ended.footer).not.toContain('no outside service');
    // No penalty: exactly what the coach gives when no model is set up.
    const alone = await giveVerifiedFeedback(
      createOfflineCoach(),
      await askedOf(),
      AbortSignal.timeout(5_000),
    );
    expect(ended.own.result).toEqual(alone);
    // No words, neither in the log nor in what a queue keeps of failed tries.
    for (const words of ['dispatcher', 'webhooks', 'secret-key', 'Quillfeather', 'you sent']) {
      expect(ended.log + ended.kept).not.toContain(words);
    }
    expect(ended.log).not.toBe('');
  });

  it('a redirect: the words go to no other host than the one members are told', async () => {
    const elsewhere = await startModelServer();
    elsewhere.script(good);
    const location = `${elsewhere.url}/chat/completions`;
    const ended = await run([(response) => response.writeHead(307, { location }).end()]);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
    expect(ended.own).toMatchObject({ state: 'ready', sourceNote: 'unavailable', label: 'offline coach' });
  });

  it('nobody listening at all', async () => {
    const ended = await run([good], 'http://127.0.0.1:9/v1');
    expect(ended.own).toMatchObject({ state: 'ready', sourceNote: 'unavailable', label: 'offline coach' });
  });
});

describe('the model reads it after all', () => {
  it.each<[string, readonly [Step, ...Step[]]]>([
    ['after an error', [refuses(500), good]],
    ['after a hang', [hangs, good]],
    ['after a reset', [resets('half'), good]],
    ['after broken quotes and a repair', [says(sampleAssessment('never said in this answer at all')), good]],
    ['after it was asked to wait, by 429', [refuses(429, { 'retry-after': '90' }), good]],
    ['after a 429 that does not say for how long', [refuses(429), good]],
    ['after it was asked to wait, by 503', [refuses(503, { 'retry-after': '90' }), good]],
    ['in fences', [says(`\`\`\`json\n${reply}\n\`\`\``)]],
  ])('%s', async (_, steps) => {
    const ended = await run(steps);
    expect(ended.own).toMatchObject({ state: 'ready', sourceNote: null, label: server.host });
    expect(ended.own.result).toMatchObject({ source: 'model', counts: { met: 1 } });
    expect(ended.footer).toBe(`Read by ${server.host}. Every quote was checked against your answer.`);
    expect(ended.minutes).toBeLessThanOrEqual(1.5);
  });
});

/** A reading whose first criterion is met by this quote, with these parts put over it. */
const claims = (quote: string, more: Partial<ReturnType<typeof sampleAssessment>> = {}): Step =>
  says({ ...sampleAssessment(quote), ...more });
const FIRST = sampleAssessment().criteria[0]?.key ?? '';
const stepped = (text: string, followUp = 'Who pays for that?'): Step =>
  claims('reassigns a van within two minutes of a cancel', {
    criteria: sampleAssessment().criteria.map((one) => ({ ...one, level: 'missing', quotes: [] })),
    nextStep: { criterion: 'decision_and_risk', text },
    followUp,
  });

describe('what a model invents is not shown', () => {
  it.each<[string, Step]>([
    ['made up altogether', claims('we cut the cost by half in a week')],
    ['with a letter of another script', claims('reassigns \u0430 van within two minutes of a cancel')],
    ['with one word changed', claims('reassigns a truck within two minutes of a cancel')],
    ['joined from two places', claims('reassigns a van within two minutes of one')],
    ['joined with dots', claims('reassigns a van ... so polling every ten minutes was too late')],
    ['that ends in the middle of a word', claims('reassigns a van within two min')],
    ['of three words', claims('reassigns a van')],
    ['with a figure that is put into it', claims('reassigns a van within 2.5 minutes of a cancel')],
  ])('a quote %s carries no level', async (_, step) => {
    const { own, cards } = await run([step]);
    expect(own.result).toMatchObject({ source: 'model', counts: { met: 0, partial: 1 } });
    expect(own.result?.criteria.flatMap(({ quotes }) => quotes)).toEqual([]);
    expect(cards).not.toContain('“');
  });

  it.each<[string, Step]>([
    ['with invisible letters', claims('reassigns\u200B a v\u00ADan within two minutes of a cancel')],
    ['in wide letters', claims('reassigns a \uFF56\uFF41\uFF4E within two minutes of a cancel')],
    ['in capitals and curly marks', claims('“REASSIGNS A VAN within two minutes of a cancel”')],
  ])('a quote %s is shown as the member wrote it', async (_, step) => {
    const { own, cards } = await run([step]);
    expect(own.result?.criteria[0]?.quotes.map(({ text }) => text)).toEqual([
      'reassigns a van within two minutes of a cancel',
    ]);
    expect(cards).toContain('“… reassigns a van within two minutes of a cancel …”');
  });

  it('one quote for everything carries nothing', async () => {
    const all = sampleAssessment().criteria.map((one) => ({
      ...one,
      level: 'met',
      quotes: ['reassigns a van within two minutes of a cancel'],
    }));
    const { own } = await run([says({ ...sampleAssessment(), criteria: all })]);
    expect(own.result).toMatchObject({ counts: { met: 0, partial: all.length } });
  });

  it.each<[string, Step, RegExp]>([
    ['a sentence to recite', stepped('I decided on webhooks because vans were late.'), /I decided on/],
    ['dictation', stepped('Say something like: polling was too late for the dispatcher.'), /something like/],
    ['a number of its own', stepped('Say that the cancels fell by 37 percent.'), /37 percent/],
    ['a name of its own', stepped('Say what Priya thought of the fallback.'), /Priya/],
    ['a link', stepped('Read https://example.com about the fallback.'), /example\.com/],
    ['a score', stepped('Say more about the fallback, this is 6 of 10.'), /6 of/],
    ['a follow-up that leads', stepped('Say who pays.', 'Did it not save 37 percent?'), /37 percent/],
    [
      'praise of the person',
      claims('reassigns a van within two minutes of a cancel', {
        criteria: [
          {
            key: FIRST,
            reason: 'Sam is a born leader with 9 of 10.',
            level: 'met',
            quotes: ['reassigns a van within two minutes of a cancel'],
          },
        ],
      }),
      /born leader/,
    ],
  ])('%s is replaced or left out', async (_, step, invented) => {
    const { own, cards } = await run([step]);
    expect(own).toMatchObject({ state: 'ready', sourceNote: null, label: server.host });
    expect(cards).not.toMatch(invented);
    expect(own.result?.nextStep.text).not.toBe('');
    expect(own.result?.followUp).toMatch(/\?$/);
  });
});

describe('waiting is bounded', () => {
  it('by ten minutes when the service always asks to wait', async () => {
    const ended = await run([refuses(429, { 'retry-after': '100' })]);
    expect(ended.own).toMatchObject({ sourceNote: 'unavailable', label: 'offline coach' });
    expect(ended.minutes).toBe(10);
    expect(ended.requests).toBe(7);
  });

  it('to nothing when it asks for longer than that', async () => {
    const ended = await run([refuses(429, { 'retry-after': '601' }), good]);
    expect(ended.own).toMatchObject({ sourceNote: 'unavailable', label: 'offline coach' });
    expect(ended.minutes).toBe(0);
  });

  it('by two minutes while the circuit breaker is open', async () => {
    server.script(refuses(500));
    const clock = createTestClock('2026-03-02T10:00:00Z');
    const log = createLog('silent');
    const model = createOpenAiModel({ apiKey: null, baseUrl: server.url, model: 'm', clock, log });
    const ctx = await createThinkContext(database, clock, log, model);
    const first = await runToItsEnd(ctx, clock, await makeWaitingAnswer(ctx, ANSWER));
    expect(first.minutes).toBe(0);
    const second = await runToItsEnd(ctx, clock, await makeWaitingAnswer(ctx, ANSWER));
    expect(second.own).toMatchObject({ sourceNote: 'unavailable', label: 'offline coach' });
    expect(second.minutes).toBeLessThanOrEqual(2);
    // Five to open it, then one probe in each pause.
    expect(server.requests.length).toBeLessThanOrEqual(5 + 4);
  });
});

describe('the daily caps stand before the endpoint', () => {
  it('both calls of a reading with a repair are counted, and over the cap nothing is sent', async () => {
    const invented = sampleAssessment('never said in this answer at all');
    server.script(says(invented, { tokens: 900 }), says(sampleAssessment(), { tokens: 1_100 }));
    const clock = createTestClock('2026-03-02T10:00:00Z');
    const log = createLog('silent');
    const model = createOpenAiModel({ apiKey: null, baseUrl: server.url, model: 'm', clock, log });
    const ctx = await createThinkContext(database, clock, log, model);
    const member = await makeMember(ctx);
    await database.db
      .updateTable('communities')
      .set({ member_model_requests_per_day: 3 })
      .where('id', '=', member.communityId)
      .execute();
    const first = await runToItsEnd(ctx, clock, await makeWaitingAnswer(ctx, ANSWER, member));
    expect(first.own).toMatchObject({ sourceNote: null, label: server.host });
    const usage = await database.db
      .selectFrom('model_usage')
      .select(['requests', 'tokens'])
      .where('community_id', '=', member.communityId)
      .execute();
    const settled = { requests: 2, tokens: 2_000 };
    expect(usage).toEqual([settled, settled]);
    // One request is left, and a reading may need two.
    const second = await runToItsEnd(ctx, clock, await makeWaitingAnswer(ctx, ANSWER, member));
    expect(second.own).toMatchObject({
      sourceNote: 'member_allowance',
      label: 'offline coach',
      sentTo: null,
    });
    expect(server.requests).toHaveLength(2);
  });
});

/** The request that the job makes for {@link ANSWER}: the first architecture question of the pack. */
async function askedOf() {
  const question = await database.db
    .selectFrom('questions')
    .select(['body', 'details'])
    .where('category', '=', 'architecture')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const request = sampleRequest();
  return {
    ...request,
    question: {
      ...request.question,
      text: question.body,
      probes: questionDetailsSchema.parse(question.details).probes,
    },
  };
}
