import { beforeAll, describe, expect, it } from 'vitest';
import { loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import { checkQuestions, readingGrade } from '../../../src/core/questions/check-questions.ts';
import {
  readBuiltInPacks,
  TAGS,
  type Pack,
  type PackQuestion,
} from '../../../src/core/questions/load-pack.ts';

/** A year of weekdays without a repeat, spread over eight categories. */
const AT_LEAST = 30;

let pack: Pack;
beforeAll(async () => {
  const found = (await readBuiltInPacks()).get('tpm');
  if (found === undefined) throw new Error('the tpm pack is not there');
  pack = found;
});
const of = (category: string): PackQuestion[] => pack.questions.filter((one) => one.category === category);

describe('the question bank', () => {
  it('has at least 30 questions in each of eight categories, of all three levels', () => {
    expect(pack.categories.map((category) => category.key).toSorted()).toEqual([
      'architecture',
      'behavioral',
      'competitive',
      'design',
      'metrics',
      'prioritization',
      'research',
      'strategy',
    ]);
    for (const { key } of pack.categories) {
      expect(of(key).length, key).toBeGreaterThanOrEqual(AT_LEAST);
      for (const level of [1, 2, 3]) {
        expect(
          of(key).filter((one) => one.level === level).length,
          `${key} level ${level}`,
        ).toBeGreaterThanOrEqual(8);
      }
    }
  });

  it('is balanced: no category has a quarter more questions than another', () => {
    const sizes = pack.categories.map(({ key }) => of(key).length);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.25);
  });

  it('has no near duplicates, no repeated probes and nothing that is hard to read', () => {
    expect(checkQuestions(pack.questions)).toEqual([]);
  });

  it('is spelled in one way, the American one that its category names have', () => {
    const british =
      /\b\w*(?:behaviour|colour|favour|neighbour|honour|labour|travell|judgement|licence\b|defence|centre|programme\b|metres?\b|organis|prioritis|optimis|recognis|realis(?!t)|analys(?:e|ed|ing)\b|catalogue|cheque\b|grey\b)\w*/giu;
    const texts = pack.questions.flatMap((one) => [
      one.text,
      one.after,
      one.assumptions,
      ...one.probes,
      ...Object.values(one.hints),
    ]);
    const rubricTexts = Object.values(loadTpmRubric().categories).flatMap(({ title, criteria }) => [
      title,
      ...criteria.flatMap((one) => [one.title, one.asks, one.evidence, one.weak, one.next, one.follow]),
    ]);
    expect([...texts, ...rubricTexts].flatMap((text) => text.match(british) ?? [])).toEqual([]);
  });

  it('says nothing twice in hints, aims and assumptions', () => {
    const texts = pack.questions.flatMap((one) => [one.after, one.assumptions, ...Object.values(one.hints)]);
    const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
    expect(twice).toEqual([]);
  });

  it('asks one question at a time', () => {
    const several = pack.questions.filter((one) => (one.text.match(/\?/g) ?? []).length > 2);
    expect(several.map((one) => one.slug)).toEqual([]);
  });

  it('has questions for every kind of story', () => {
    for (const tag of TAGS)
      expect(pack.questions.filter((one) => one.tags.includes(tag)).length, tag).toBeGreaterThan(10);
  });

  it('comes from many fields of work', () => {
    expect(new Set(pack.questions.map((one) => one.industry)).size).toBeGreaterThanOrEqual(15);
  });
});

describe('the checks of a question', () => {
  const question = (slug: string, text: string, probe = `${slug}?`) => ({
    slug,
    category: 'metrics',
    text,
    probes: [probe],
  });

  it('find a question that is another one in nearly the same words', () => {
    const problems = checkQuestions([
      question('a', 'A partner wants order updates at once. How do you decide between push and sync?'),
      question('b', 'A partner wants order updates right away. How do you decide between push and sync?'),
    ]);
    expect(problems).toEqual([
      { slug: 'b', field: 'text', message: expect.stringContaining('nearly the same as "a"') },
    ]);
  });

  it('find one that is hard to read, and a probe used twice', () => {
    const hard =
      'Operationalise organisational prioritisation considerations, notwithstanding contradictory institutional accountability requirements?';
    expect(readingGrade(hard)).toBeGreaterThan(12);
    expect(
      checkQuestions([question('a', hard, 'Why?'), question('b', 'What is late?', 'why?')]).map(
        (one) => one.field,
      ),
    ).toEqual(['text', 'probes']);
  });
});
