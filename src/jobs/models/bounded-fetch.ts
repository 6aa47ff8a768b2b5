import { ModelFailed } from '../../core/feedback/model-trouble.ts';

/** A whole reply may have so many bytes; an assessment has about 6,000, a completion with its frame 10,000. */
export const REPLY_LIMIT_BYTES = 256 * 1024;

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` for the client that has read the whole body, at most `limitBytes` of it, before it returns: the
 * client's own time limit ends with the headers, so a body that drips would go on for ever. Refuses larger
 * replies without reading on, and redirects: answers go to the host that members were told, to no other.
 * Throws ModelFailed (`oversized`), or what `fetch` throws.
 */
export function createBoundedFetch(limitBytes: number = REPLY_LIMIT_BYTES): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    const { status, statusText, headers } = response;
    if (response.body === null) return response;
    const announced = Number(headers.get('content-length') ?? 0);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    const reader = response.body.getReader();
    for (;;) {
      if (announced > limitBytes || size > limitBytes) {
        await reader.cancel();
        throw new ModelFailed('oversized', status);
      }
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.byteLength;
    }
    const kept = new Headers(headers);
    // The body is decoded by now; its old length and coding would be wrong.
    kept.delete('content-length');
    kept.delete('content-encoding');
    return new Response(size === 0 ? null : new Blob(parts), { status, statusText, headers: kept });
  };
}
