import { describe, expect, it } from 'vitest';
import { isLoopback, isOwnHost, isOwnOrigin } from '../../../src/bots/web/guard.ts';

const local = { host: '127.0.0.1', port: () => 3000, unprotected: false };
const open = { host: 'greenroom.example', port: () => 3000, unprotected: true };

describe('the door of the web channel', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('answers to %s on its own machine', (host) => {
    expect(isOwnHost(host, local)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example:3000',
    'localhost:3001',
    'localhost',
    '127.0.0.1.evil.example:3000',
    'localhost:3000@evil.example',
    '192.168.1.5:3000',
    'evil.example@localhost:3000',
    '[::1]:3000:3000',
  ])('does not answer to %s', (host) => {
    expect(isOwnHost(host, local)).toBe(false);
  });

  it('on port 80 answers to names without a port', () => {
    expect(isOwnHost('localhost', { ...local, port: () => 80 })).toBe(true);
  });

  it.each([
    'greenroom.example',
    'GREENROOM.example:8080',
    '192.168.1.5:3000',
    'localhost:8080',
    '[fe80::1]:3000',
  ])('unprotected, answers to %s', (host) => {
    expect(isOwnHost(host, open)).toBe(true);
  });

  it('unprotected, does not answer to names of other sites, which could be pointed at it', () => {
    expect(isOwnHost('evil.example', open)).toBe(false);
  });

  it('takes forms of its own pages only', () => {
    const host = '127.0.0.1:3000';
    const of = (origin: string | undefined, site?: string) => isOwnOrigin({ origin, host, site });
    expect(of('http://127.0.0.1:3000')).toBe(true);
    expect(of('https://127.0.0.1:3000')).toBe(true);
    expect(of(undefined, 'same-origin')).toBe(true);
    expect(of('http://localhost:3000')).toBe(false);
    expect(of('http://127.0.0.1:8080')).toBe(false);
    expect(of('null')).toBe(false);
    expect(of('null', 'same-origin')).toBe(false);
    expect(of('http://evil.example', 'same-origin')).toBe(false);
    expect(of(undefined, 'cross-site')).toBe(false);
    expect(of(undefined, 'same-site')).toBe(false);
    expect(of(undefined)).toBe(false);
  });

  it('knows which hosts only this machine reaches', () => {
    for (const host of ['127.0.0.1', '127.8.9.1', 'localhost', '::1', '[::1]'])
      expect(isLoopback(host)).toBe(true);
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'example.com', '127.evil.example']) {
      expect(isLoopback(host)).toBe(false);
    }
  });
});
