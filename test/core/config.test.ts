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

describe('the settings of Slack', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };
  const key = Buffer.alloc(32, 7).toString('base64');
  const platforms = (env: Readonly<Record<string, string>>) => {
    const read = readSettings(env);
    return read.ok ? read.settings.GREENROOM_PLATFORMS : read.problems;
  };

  it('serve Slack by the token, with one way in: Socket Mode or signed HTTP', () => {
    expect(platforms({ ...bot, SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['slack']);
    expect(platforms({ ...bot, SLACK_SIGNING_SECRET: 's' })).toEqual(['slack']);
    expect(platforms({ ...bot, SLACK_SIGNING_SECRET: 's', DISCORD_TOKEN: 't' })).toEqual([
      'discord',
      'slack',
    ]);
    expect(platforms(bot)).toEqual([expect.stringContaining('Set SLACK_APP_TOKEN for Socket Mode')]);
  });

  it('let workspaces install the app only with everything that needs, and never beside one token', () => {
    const install = { SLACK_CLIENT_ID: 'c', SLACK_SIGNING_SECRET: 's' };
    const whole = { ...install, SLACK_CLIENT_SECRET: 'x', SLACK_STATE_SECRET: 'y', GREENROOM_KEY: key };
    expect(platforms(whole)).toEqual(['slack']);
    expect(platforms(install)).toEqual([
      expect.stringContaining('needs SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, GREENROOM_KEY'),
    ]);
    expect(platforms({ ...whole, ...bot })).toEqual([expect.stringContaining('Leave one of them out.')]);
  });

  it('say which token is in the wrong place, and never show it', () => {
    const told = problems({ SLACK_BOT_TOKEN: 'xapp-secret', SLACK_APP_TOKEN: 'xoxb-secret' });
    expect(told).toEqual([
      expect.stringContaining('SLACK_APP_TOKEN'),
      expect.stringContaining('SLACK_BOT_TOKEN'),
    ]);
    expect(told.join()).not.toContain('secret');
  });

  it('name slack only where Slack has something to serve', () => {
    expect(platforms({ GREENROOM_PLATFORMS: 'slack' })).toEqual([
      expect.stringContaining('GREENROOM_PLATFORMS names slack'),
    ]);
    expect(platforms({ ...bot, GREENROOM_PLATFORMS: 'web' })).toEqual(['web']);
  });

  it.each([key, key.replace('=', ''), `${key},${Buffer.alloc(32, 250).toString('base64url')}`])(
    'take the key %s',
    (GREENROOM_KEY) => {
      const read = readSettings({ GREENROOM_KEY });
      expect(read.ok && read.settings.GREENROOM_KEY?.every((one) => one.length === 32)).toBe(true);
    },
  );

  it.each(['short', Buffer.alloc(31).toString('base64'), `${key},`, 'x'.repeat(64), `${key}!`])(
    'refuse the key %s without repeating it',
    (GREENROOM_KEY) => {
      const told = problems({ GREENROOM_KEY });
      expect(told).toHaveLength(1);
      expect(told[0]).not.toContain(GREENROOM_KEY);
    },
  );
});
