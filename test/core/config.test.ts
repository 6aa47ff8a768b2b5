import { describe, expect, it } from 'vitest';
import { readSettings, SETTING_NAMES } from '../../src/core/config.ts';

/** The problems of settings that cannot be used. */
function problems(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const read = readSettings(env);
  if (read.ok) throw new Error('these settings were taken');
  return read.problems;
}

describe('settings', () => {
  it('are all optional, and an empty one counts as left out', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
    for (const env of [{}, empty]) {
      const read = readSettings(env);
      expect(read).toMatchObject({
        ok: true,
        settings: { HOST: '127.0.0.1', PORT: 3000, GREENROOM_DATA: '.data', LOG_LEVEL: 'info' },
      });
    }
  });

  it('that are wrong are told together, one line each, with what they must be', () => {
    const told = problems({
      DATABASE_URL: 'mysql://x/y',
      REDIS_URL: 'localhost',
      PORT: '-1',
      LOG_LEVEL: 'verbose',
    });
    expect(told.map((line) => line.split(' ', 1)[0])).toEqual([
      'DATABASE_URL',
      'REDIS_URL',
      'PORT',
      'LOG_LEVEL',
    ]);
    for (const line of told) expect(line).toMatch(/^[A-Z_]+ must be .*\.$/);
  });

  it('that name several wrong platforms are told in one line', () => {
    expect(problems({ GREENROOM_PLATFORMS: 'fax,pager' })).toHaveLength(1);
  });

  it.each(['0', '1', '65535'])('take port %s', (PORT) => {
    expect(readSettings({ PORT })).toMatchObject({ ok: true, settings: { PORT: Number(PORT) } });
  });

  it.each(['65536', '3e3', '0x50', ' 80', '3000.5'])('refuse port "%s"', (PORT) => {
    expect(problems({ PORT })).toHaveLength(1);
  });

  it('never repeat a value, which may be a password', () => {
    const told = problems({
      DATABASE_URL: 'postgres//user:hunter2@host',
      REDIS_URL: 'hunter3',
      PORT: 'hunter4',
    });
    expect(told.join('\n')).not.toMatch(/hunter/);
  });

  it('leave alone what is not theirs', () => {
    expect(readSettings({ PATH: '/bin', NODE_OPTIONS: '--x' }).ok).toBe(true);
  });
});
