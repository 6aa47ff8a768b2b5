import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file the pages load, kept in memory. `path` changes with its content, so it may be cached for good. */
export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly body: string;
  readonly etag: string;
  readonly path: string;
}

export interface Assets {
  readonly style: Asset;
  readonly script: Asset;
  readonly icon: Asset;
}

/** Reads the style, the script and the icon once, at start. */
export function loadAssets(): Assets {
  return {
    style: load('room.css', 'text/css; charset=utf-8'),
    script: load('room.js', 'text/javascript; charset=utf-8'),
    icon: load('icon.svg', 'image/svg+xml'),
  };
}

function load(name: string, type: string): Asset {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { name, type, body, etag: `"${hash}"`, path: `/assets/${name}?v=${hash}` };
}
