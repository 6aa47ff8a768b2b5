import { flatten, type Component } from './limits.ts';

/**
 * What a person reads in a message: its texts with Discord's markup taken off, descriptions of images and
 * labels of buttons. Markup is only what is not escaped; moments stay as `<t:…>`.
 */
export function discordTextOf(components: readonly Component[]): string {
  return flatten(components)
    .flatMap((one) => [
      ...(one.content === undefined ? [] : [plain(one.content)]),
      ...(one.items ?? []).map((item) => item.description ?? ''),
      ...(one.label === undefined ? [] : [one.label]),
    ])
    .join('\n');
}

/** A text without markup: signs at a line's start, then bold's asterisks, then the backslashes of escapes. */
export function plain(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !/^-# Part \d+ of \d+$/.test(line))
    .map((line) => line.replace(/^(?:### |-# ?|> ?|- )/, ''))
    .join('\n')
    .replaceAll(/\\([^0-9A-Za-z\s])|\*\*/g, (_, escaped: string | undefined) => escaped ?? '');
}
