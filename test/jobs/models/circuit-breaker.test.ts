import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MeteredModel } from '../../../src/core/feedback/metered-model.ts';
import { ModelBusy, ModelFailed } from '../../../src/core/feedback/model-trouble.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createOpenAiModel } from '../../../src/jobs/models/openai-model.ts';
import { createTestClock, type TestClock } from '../../support/clock.ts';
import { hangs, refuses, says, startModelServer, type ModelServer } from '../../support/model-server.ts';
import { sampleAssessment, sampleRequest } from './sample-assessment.ts';

let server: ModelServer;
let clock: TestClock;
let model: MeteredModel;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  clock = createTestClock('2026-03-02T10:00:00Z');
  model = createOpenAiModel({ apiKey: null, baseUrl: server.url, model: 'm', clock, log: silentLog });
});

const assess = () => model.assess(sampleRequest(), AbortSignal.timeout(5_000));
const failure = async (): Promise<unknown> => assess().catch((error: unknown) => error);

describe('the circuit breaker', () => {
  const openIt = async (): Promise<void> => {
    for (let i = 0; i < 5; i += 1)
      expect(await failure()).toMatchObject({ code: 'server_error', status: 500 });
  };

  it('opens after five outages in a row and then fails at once, without a request', async () => {
    server.script(refuses(500));
    await openIt();
    const busy = await failure();
    expect(busy).toBeInstanceOf(ModelBusy);
    expect(busy).toMatchObject({ code: 'outage', afterMs: 30_000 });
    expect(() => model.checkReady()).toThrow(ModelBusy);
    expect(server.requests).toHaveLength(5);
  });

  it('lets one probe through after the pause, which closes it or opens it again', async () => {
    server.script(refuses(500));
    await openIt();
    clock.advance({ seconds: 30 });
    expect(await failure()).toBeInstanceOf(ModelFailed);
    expect(await failure()).toBeInstanceOf(ModelBusy);
    clock.advance({ seconds: 30 });
    server.script(says(sampleAssessment()));
    const all = await Promise.allSettled([assess(), assess(), assess()]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(server.requests).toHaveLength(1);
    await assess();
    expect(server.requests).toHaveLength(2);
  });

  it('counts only failures in a row', async () => {
    const good = says(sampleAssessment());
    const bad = refuses(500);
    server.script(bad, bad, bad, bad, good, bad, bad, bad, bad, good);
    for (let i = 0; i < 4; i += 1) await failure();
    await assess();
    for (let i = 0; i < 4; i += 1) await failure();
    expect(await assess()).toEqual(sampleAssessment());
  });

  it('cannot be opened by what members write', async () => {
    server.script(says('no', { refusal: 'I cannot help with that' }));
    for (let i = 0; i < 8; i += 1) expect(await failure()).toMatchObject({ code: 'refused' });
  });

  it('says at once that waiting is of no use when the key is refused', async () => {
    server.script(refuses(401));
    for (let i = 0; i < 7; i += 1) expect(await failure()).toMatchObject({ code: 'access', status: 401 });
    expect(server.requests).toHaveLength(5);
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date', { 'retry-after': 'Mon, 02 Mar 2026 10:01:00 GMT' }, 60_000],
    ['milliseconds', { 'retry-after-ms': '2000', 'retry-after': '9' }, 2_000],
    ['far too long', { 'retry-after': '86400' }, 3_600_000],
    ['nonsense', { 'retry-after': 'soon' }, 20_000],
  ])('holds everyone back when asked to wait, told in %s', async (_, headers, afterMs) => {
    server.script(refuses(429, headers), says(sampleAssessment()));
    expect(await failure()).toMatchObject({ code: 'asked_to_wait', afterMs });
    expect(await failure()).toMatchObject({ code: 'asked_to_wait', afterMs });
    expect(server.requests).toHaveLength(1);
    clock.advance({ seconds: afterMs / 1000 });
    expect(await assess()).toEqual(sampleAssessment());
  });

  it('does not wait for a quota that is used up', async () => {
    server.script(refuses(429, { 'retry-after': '1' }, { code: 'insufficient_quota' }));
    expect(await failure()).toMatchObject({ code: 'access', status: 429 });
  });

  it('takes up calls again after one that was given up by its caller', async () => {
    server.script(hangs, says(sampleAssessment()));
    const given = model.assess(sampleRequest(), AbortSignal.timeout(20)).catch((error: unknown) => error);
    expect(await given).toMatchObject({ code: 'timeout' });
    expect(await assess()).toEqual(sampleAssessment());
  });
});
