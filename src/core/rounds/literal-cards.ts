import type { Block, Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';
import { hintCard, personalQuestionCard } from './cards.ts';
import type { Round } from './load-round.ts';

/**
 * What the setting *literal wording* changes: the same hints and instructions, with what each thing is for,
 * what to do with it and what not to. No figures of speech, no arrows, nothing left to be guessed.
 */
export function literalHintCard(round: Round, rung: number): Card {
  const { cue, structure, evidence } = round.question.details.hints;
  const explained: readonly (readonly Block[])[] = [
    [
      text(
        'First hint: a question to ask yourself. Answer it in your head first. You do not have to write this answer down.',
      ),
      { kind: 'quote', text: rich`${cue}` },
    ],
    [
      text(
        'Second hint: the parts of an answer, in an order that works. Write one to three sentences for each part. You may use another order.',
      ),
      { kind: 'list', items: structureParts(structure).map((part) => rich`${part}`) },
    ],
    [
      text(
        'Third hint: an example of a fact that would support an answer. Do not copy it. Write a fact of your own of the same kind. If you do not have one, say which fact you would look for.',
      ),
      { kind: 'quote', text: rich`${evidence}` },
    ],
  ];
  const short = hintCard(round, rung);
  const shown = Math.min(Math.max(rung, 1), explained.length);
  return { ...short, blocks: explained.slice(0, shown).flat() };
}

/** A personal question with instructions that say exactly what to do. */
export function literalQuestionCard(round: Round, categoryName: string): Card {
  const short = personalQuestionCard(round, categoryName);
  return {
    ...short,
    blocks: [{ kind: 'text', text: rich`${round.question.text}` }, ...literalInstructions(round)],
  };
}

/** The same instructions for the top of the answer form. */
export function literalInstructions(round: Round): Block[] {
  return [
    {
      kind: 'list',
      items: [
        rich`What to do: press ${strong('Answer')}, write your answer as text, then press ${strong('Send')}.`,
        rich`Who reads it: only you see your answer and its feedback.`,
        rich`How long: four to ten sentences are enough. 8,000 characters are the most. There is no time limit.`,
        rich`If the question describes a company: it is made up. Answer as if you worked there.`,
        rich`You can take this as given: ${round.question.details.assumptions}`,
        rich`There is no single right answer. You can send a new version later.`,
      ],
    },
  ];
}

/** The pack writes a structure with arrows, or as one sentence with commas; each part becomes a line. */
function structureParts(structure: string): string[] {
  const separator = structure.includes('→') ? /\s*→\s*/ : /,\s*(?:and )?|;\s*/;
  return structure
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function text(words: string): Block {
  return { kind: 'text', text: rich`${words}` };
}
