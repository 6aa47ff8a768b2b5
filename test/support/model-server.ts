import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  temperature: z.number().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});

/** A chat completion request as it arrived. */
export interface ModelRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole body, to look for what must not leave. */
  readonly raw: string;
  readonly body: z.infer<typeof requestSchema>;
}

/** Answers one request, or leaves it hanging. */
export type Step = (response: ServerResponse, request: ModelRequest) => void;

/** A model endpoint on loopback that does exactly what a test says. */
export interface ModelServer {
  /** The base URL for the client. */
  readonly url: string;
  /** What members read. */
  readonly host: string;
  readonly requests: readonly ModelRequest[];
  /** What the next requests get, in turn; the last step is repeated. Forgets the requests so far. */
  script(...steps: readonly [Step, ...Step[]]): void;
  close(): Promise<void>;
}

export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let steps: readonly Step[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const raw = Buffer.concat(parts).toString('utf8');
      const request = { headers: incoming.headers, raw, body: requestSchema.parse(JSON.parse(raw)) };
      requests.push(request);
      const step = steps[Math.min(requests.length, steps.length) - 1];
      if (step === undefined) response.writeHead(500).end();
      else step(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}/v1`,
    host,
    requests,
    script(...next) {
      steps = next;
      requests.length = 0;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A completion whose message is `content`: a text, or a value sent as JSON. */
export function says(content: unknown, more: CompletionParts = {}): Step {
  return (response) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    sendJson(response, 200, {
      id: 'x',
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          finish_reason: more.finish ?? 'stop',
          message: {
            role: 'assistant',
            content: content === null ? null : text,
            refusal: more.refusal ?? null,
          },
        },
      ],
      ...(more.tokens !== undefined && { usage: { total_tokens: more.tokens } }),
    });
  };
}

export interface CompletionParts {
  readonly finish?: string;
  readonly refusal?: string;
  readonly tokens?: number;
}

/** An error reply that repeats the whole request, as some gateways do: nothing of it may be logged. */
export function refuses(status: number, headers: Record<string, string> = {}, error: object = {}): Step {
  return (response, request) =>
    sendJson(response, status, { error: { message: `you sent ${request.raw}`, ...error } }, headers);
}

/** Any body under any type. */
export function sends(status: number, type: string, body: string | Uint8Array): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
}

/** Takes the request and never answers. */
export const hangs: Step = () => {};

/** Cuts the connection, before or in the middle of the reply. */
export function resets(after: 'nothing' | 'half'): Step {
  return (response) => {
    if (after === 'nothing') {
      response.socket?.resetAndDestroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"choices":[', () => response.socket?.resetAndDestroy());
  };
}

/** Sends the headers, then one byte at a time, for ever. */
export function drips(everyMs: number, status: number = 200): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

/** Different steps for different requests, for endpoints that refuse a part of a request. */
export function chooses(choose: (request: ModelRequest) => Step): Step {
  return (response, request) => choose(request)(response, request);
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}
