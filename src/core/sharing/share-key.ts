/** The key under which what a member shared is posted; every sharing has one of its own. */
export function shareKey(shareId: string): string {
  return `share:${shareId}`;
}
