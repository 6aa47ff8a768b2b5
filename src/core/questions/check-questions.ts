import { diceCoefficient } from 'dice-coefficient';
import { syllable } from 'syllable';

/** What the checks read of a question. */
export interface CheckedQuestion {
  readonly slug: string;
  readonly category: string;
  readonly text: string;
  readonly probes: readonly string[];
}

/** A problem with one question; `field` is where it stands. */
export interface QuestionProblem {
  readonly slug: string;
  readonly field: 'text' | 'probes';
  readonly message: string;
}

/** Flesch-Kincaid school grade. Past this a question is hard to take in under pressure or in a second language. */
export const HARDEST_GRADE = 12;

/** Share of letter pairs (Sørensen-Dice) from which two texts are the same question in other words. */
export const TOO_ALIKE = 0.75;

/**
 * What a schema cannot see: texts that are hard to read, and questions or probes too much like another one.
 * `others` are questions that exist already. Pure; an empty list means all is well.
 */
export function checkQuestions(
  questions: readonly CheckedQuestion[],
  others: readonly CheckedQuestion[] = [],
): QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  for (const question of questions) {
    const grade = readingGrade(question.text);
    if (grade > HARDEST_GRADE) {
      problems.push({
        slug: question.slug,
        field: 'text',
        message: `is hard to read (school grade ${grade.toFixed(0)}). Use shorter words and shorter sentences.`,
      });
    }
  }
  const seen: CheckedQuestion[] = [...others];
  const probes = new Map(others.flatMap((one) => one.probes.map((probe) => [probe.toLowerCase(), one.slug])));
  for (const question of questions) {
    const twin = seen.find((other) => alike(other.text, question.text) >= TOO_ALIKE);
    if (twin !== undefined) {
      problems.push({
        slug: question.slug,
        field: 'text',
        message: `is nearly the same as "${twin.slug}". Leave one of them out, or ask for something else.`,
      });
    }
    for (const probe of question.probes) {
      const owner = probes.get(probe.toLowerCase());
      if (owner !== undefined) {
        problems.push({
          slug: question.slug,
          field: 'probes',
          message: `repeats a probe of "${owner}": "${probe}"`,
        });
      }
      probes.set(probe.toLowerCase(), question.slug);
    }
    seen.push(question);
  }
  return problems;
}

/** How alike two texts are, 0 to 1. Texts with few words in common are not compared letter by letter: it is slow. */
function alike(one: string, other: string): number {
  const [words, otherWords] = [wordsOf(one), wordsOf(other)];
  const shared = words.intersection(otherWords).size;
  if (shared < SHARED_WORDS * Math.min(words.size, otherWords.size)) return 0;
  return diceCoefficient(one, other);
}

/** Texts that are alike by letter pairs share far more of their words than this. */
const SHARED_WORDS = 0.3;

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** The Flesch-Kincaid grade level of an English text. */
export function readingGrade(text: string): number {
  const sentences = Math.max(1, (text.match(/[.?!]+(?=\s|$)/g) ?? []).length);
  const words = Math.max(1, (text.match(/[\p{L}\p{N}'’-]+/gu) ?? []).length);
  return 0.39 * (words / sentences) + 11.8 * (syllable(text) / words) - 15.59;
}
