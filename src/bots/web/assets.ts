import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file the pages load, kept in memory. `path` changes when any of these files does, so it may be cached for good. */
export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly body: string;
  readonly etag: string;
  readonly path: string;
}

export interface Assets {
  /** Names all files as they are now; it stands in their paths, so that scripts import each other under it, too. */
  readonly version: string;
  readonly style: Asset;
  readonly icon: Asset;
  /** The script that a page names, and the ones it imports by their bare names. */
  readonly script: Asset;
  readonly modules: readonly Asset[];
}

const SCRIPT = 'text/javascript; charset=utf-8';
const MODULES = ['page.js', 'drafts.js', 'results.js', 'messages.js', 'send.js', 'follow.js'] as const;
const TYPES = {
  'room.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'room.js': SCRIPT,
  'page.js': SCRIPT,
  'drafts.js': SCRIPT,
  'results.js': SCRIPT,
  'messages.js': SCRIPT,
  'send.js': SCRIPT,
  'follow.js': SCRIPT,
} as const;
type Name = keyof typeof TYPES;

/** Reads the style, the icon and the scripts once, at start. */
export function loadAssets(): Assets {
  const read = (name: Name): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const all = (['room.css', 'icon.svg', 'room.js', ...MODULES] as const).map(read).join('\0');
  const version = hash(all);
  const load = (name: Name): Asset => {
    const body = read(name);
    return { name, type: TYPES[name], body, etag: `"${hash(body)}"`, path: `/assets/${version}/${name}` };
  };
  return {
    version,
    style: load('room.css'),
    icon: load('icon.svg'),
    script: load('room.js'),
    modules: MODULES.map(load),
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
