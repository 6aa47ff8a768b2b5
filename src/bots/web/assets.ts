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
  readonly icon: Asset;
  /** The script that a page names, and the ones it imports by their bare names. */
  readonly script: Asset;
  readonly modules: readonly Asset[];
}

const MODULES = ['page.js', 'drafts.js', 'results.js', 'messages.js', 'send.js', 'follow.js'] as const;

/** Reads the style, the icon and the scripts once, at start. */
export function loadAssets(): Assets {
  return {
    style: load('room.css', 'text/css; charset=utf-8'),
    icon: load('icon.svg', 'image/svg+xml'),
    script: load('room.js', 'text/javascript; charset=utf-8'),
    modules: MODULES.map((name) => load(name, 'text/javascript; charset=utf-8')),
  };
}

function load(name: string, type: string): Asset {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { name, type, body, etag: `"${hash}"`, path: `/assets/${name}?v=${hash}` };
}
