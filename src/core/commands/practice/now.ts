import { refusalCard } from '../../answers/cards.ts';
import { echoInput } from '../../echo-input.ts';
import { practiseNow } from '../../rounds/practise-now.ts';
import type { Command } from '../command.ts';
import { nearestWord } from '../nearest-word.ts';
import { findCategory } from '../find-category.ts';

export const now: Command = {
  root: 'practice',
  words: ['now'],
  takes: '[category]',
  example: '/practice now metrics',
  also: ['question', 'ask', 'practise', 'practice', 'another', 'next'],
  says: 'A question of your own at any time, of the kind you practise least, or of a category you name.',
  label: 'Practise one now',
  run({ core, tx, member, now: at }, text) {
    const wanted = text.trim();
    if (wanted === '' || wanted === '-') {
      return practiseNow(core, tx, member, { category: null, notQuestionId: null }, at);
    }
    const category = findCategory(core, wanted);
    if (category !== null) return practiseNow(core, tx, member, { category, notQuestionId: null }, at);
    const categories = [...core.packs.values()].flatMap((pack) => pack.categories);
    const near = nearestWord(
      wanted,
      categories.map((one) => one.key),
    );
    const hint = near === null ? '' : ` Did you mean /practice now ${near}?`;
    const names = categories.map((one) => one.name).join(', ');
    const sentence = `"${echoInput(wanted)}" is not a category.${hint} There are: ${names}.`;
    return Promise.resolve({ kind: 'private', card: refusalCard(sentence) });
  },
};
