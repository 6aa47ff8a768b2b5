import { FILES_KEPT_DAYS } from '../answers/expire-answers.ts';
import type { Card } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';

/** How many steps an export takes: collecting, two documents, two files. */
export const EXPORT_STEPS = 5;

/** The immediate answer to *Export*. */
export function exportBegunCard(): Card {
  return plain(
    'Your export is being made: one file to read and one for programs. Both come to you privately in a moment.',
  );
}

/** Stands while the export is made, and is changed in place. */
export function exportProgressCard(done: number): Card {
  if (done < EXPORT_STEPS) {
    const words = `${done} of ${EXPORT_STEPS}`;
    return {
      tone: 'private',
      title: rich`Your export`,
      blocks: [{ kind: 'meter', label: 'Collecting…', value: done, max: EXPORT_STEPS, words }],
      buttons: [],
    };
  }
  return {
    ...plain('Done. Both files are here, and only you can open them.'),
    title: rich`Your export`,
  };
}

export function exportFileCard(what: 'html' | 'json'): Card {
  const text =
    what === 'html'
      ? 'Your export, to read: a page with everything Greenroom holds about you.'
      : 'Your export, for programs: the same as JSON.';
  return plain(`${text} Files are kept here for ${FILES_KEPT_DAYS} days; you can make new ones at any time.`);
}

function plain(text: string): Card {
  return { tone: 'private', blocks: [{ kind: 'text', text: rich`${text}` }], buttons: [] };
}
