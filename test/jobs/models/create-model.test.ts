import { describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '../../../src/core/config.ts';
import { createModelFromSettings } from '../../../src/jobs/models/create-model.ts';

const settingsOf = (env: Record<string, string>): Settings => {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.settings;
};
const problemsOf = (env: Record<string, string>): readonly string[] => {
  const read = readSettings(env);
  return read.ok ? [] : read.problems;
};

describe('which model the settings name', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['nothing', {}, null],
    ['a key', { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm' }, 'api.openai.com'],
    ['an address', { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'm' }, 'localhost:11434'],
    [
      'a key and an address',
      { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://api.example.com/v1', OPENAI_MODEL: 'm' },
      'api.example.com',
    ],
  ])('with %s', async (_, env, label) => {
    expect((await createModelFromSettings(settingsOf(env)))?.label ?? null).toBe(label);
  });

  it('is said to be incomplete, with what to do, before anything leaves the machine', () => {
    const [noModel, ...others] = problemsOf({
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: 'https://api.example.com/v1',
    });
    expect(others).toEqual([]);
    expect(noModel).toContain('OPENAI_MODEL is not set, but OPENAI_BASE_URL is.');
    expect(noModel).toContain('the offline coach then reads');
    expect(problemsOf({ OPENAI_MODEL: 'm' })[0]).toContain('OPENAI_MODEL is set without an endpoint.');
  });

  it('is told together with every other problem', () => {
    expect(problemsOf({ OPENAI_MODEL: 'm', PORT: 'many' })).toHaveLength(2);
  });

  it('is not wanted by a key alone, which a shell may hold for other programs', async () => {
    expect(problemsOf({ OPENAI_API_KEY: 'k' })).toEqual([]);
    expect(await createModelFromSettings(settingsOf({ OPENAI_API_KEY: 'k' }))).toBeNull();
  });

  it.each([
    'ftp://api.example.com',
    'api.example.com',
    'https://me:secret@api.example.com/v1',
    'https://a.example/?k=1',
  ])('is not taken from %s', (address) => {
    const problems = problemsOf({ OPENAI_BASE_URL: address, OPENAI_MODEL: 'm' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('OPENAI_BASE_URL must');
    expect(problems[0]).not.toContain('secret');
  });
});
