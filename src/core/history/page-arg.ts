/** The longest search that the paging buttons can carry on, in bytes of UTF-8 (an ActionId has 100 characters). */
const SEARCH_BYTES = 48;

/** A page of one search, as a button carries it: "p2." and the search in base64url. Pure. */
export function encodePage(page: number, search: string): string {
  const encoded = Buffer.from(search, 'utf8').toString('base64url');
  return encoded === '' ? `p${page}` : `p${page}.${encoded}`;
}

/** Reads what {@link encodePage} wrote; null for anything else. Never throws. */
export function decodePage(arg: string): { readonly page: number; readonly search: string } | null {
  const [, page, encoded] = /^p(\d{1,6})(?:\.([A-Za-z0-9_-]+))?$/.exec(arg) ?? [];
  if (page === undefined) return null;
  return { page: Number(page), search: Buffer.from(encoded ?? '', 'base64url').toString('utf8') };
}

/** As much of a search as its buttons can carry: whole characters, single spaces. Pure. */
export function fitSearch(said: string): string {
  let kept = '';
  for (const character of said
    .toWellFormed()
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()) {
    if (Buffer.byteLength(kept + character, 'utf8') > SEARCH_BYTES) break;
    kept += character;
  }
  return kept.trim();
}
