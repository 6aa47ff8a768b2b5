import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { Refused } from './refusals.ts';

/** Arguments of a call as they came: form fields are text, JSON bodies may hold more. */
export type Args = Readonly<Record<string, unknown>>;

/** A value that Slack takes as JSON text in a form, or as it is in a JSON body. */
export function jsonArg(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refused('invalid_json');
  }
}

const truth = new Set(['1', 'true', true, 1]);

export function flag(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? truth.has(value)
    : false;
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  return Buffer.concat(chunks);
}

/** Reads form, JSON and multipart bodies, as the Web API does. */
export function readArgs(bytes: Buffer, contentType: string): Args {
  if (contentType.startsWith('application/json')) {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(bytes.toString('utf8')));
  }
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}

/** An argument as text; empty when it is left out or something else. */
export function textArg(args: Args, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
