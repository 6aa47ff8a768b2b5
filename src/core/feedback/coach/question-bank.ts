/** The shipped questions, as a measure of what is said about anything: how often words turn up, and what else is asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { plainLower } from './read-sentences.ts';
import { stem } from './stem.ts';

/** A question of the bank: its text, and the stems of all that its pack says about it. */
export type BankQuestion = { readonly text: string; readonly stems: ReadonlySet<string> };

const PACK = new URL('../../questions/packs/tpm/', import.meta.url);

/** The stems of the words in a text. */
export const stemsOf = (text: string): ReadonlySet<string> =>
  new Set((plainLower(text).match(/[a-z][a-z'-]*/gu) ?? []).map(stem));

/** Read by lines: a YAML parser takes half a second for it, and the pack's own reader has checked the files. */
const readFile = (file: string): readonly BankQuestion[] =>
  readFileSync(new URL(file, PACK), 'utf8')
    .split(/^ {2}- slug:.*$/mu)
    .slice(1)
    .map((entry) => {
      const quoted = [...entry.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map(([, words = '']) =>
        words.replaceAll('\\"', '"'),
      );
      const [text = ''] = /(?<=^ {4}text: ")(?:[^"\\]|\\.)*/mu.exec(entry) ?? [];
      return { text: text.replaceAll('\\"', '"'), stems: stemsOf(quoted.join(' ')) };
    });

let bank: readonly BankQuestion[] | null = null;

/** Every question of the shipped pack, read once. */
export const questionBank = (): readonly BankQuestion[] => {
  bank ??= readdirSync(PACK)
    .filter((file) => file.endsWith('.yaml') && file !== 'pack.yaml')
    .toSorted()
    .flatMap(readFile);
  return bank;
};
