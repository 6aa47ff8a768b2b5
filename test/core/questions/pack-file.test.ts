import { beforeAll, describe, expect, it } from 'vitest';
import { readBuiltInPacks, type Pack } from '../../../src/core/questions/load-pack.ts';
import { readPackFile } from '../../../src/core/questions/pack-file.ts';

const GOOD = `pack: tpm
questions:
  - slug: metrics-harbour-queue
    category: metrics
    level: 1
    industry: logistics
    text: "Trucks wait at a harbour gate. Which one number tells you whether the gate works well?"
    after: "Whether waiting is measured where it hurts."
    probes:
      - "From which moment do you count the waiting?"
      - "What must not get worse at the gate?"
      - "Who could make this number look good without helping a driver?"
    hints:
      cue: "Who waits, and from when on?"
      structure: "User, then one number, then what must not get worse, then who acts on it."
      evidence: "How long the slowest tenth of the trucks waited, before and after."
    tags: [customer-insight]
    assumptions: "One gate, several hundred trucks a day, cameras at both ends."
`;

let packs: ReadonlyMap<string, Pack>;
beforeAll(async () => {
  packs = await readBuiltInPacks();
});
const problemsOf = (text: string) => {
  const read = readPackFile(text, packs);
  return read.ok ? [] : read.problems;
};

describe("a community's own pack file", () => {
  it('is read when it is in order', () => {
    expect(readPackFile(GOOD, packs)).toMatchObject({
      ok: true,
      pack: 'tpm',
      questions: [{ category: 'metrics' }],
    });
  });

  it.each([
    ['a probe that is no question', GOOD.replace('at the gate?', 'at the gate.'), 11, 'questions.0.probes.1'],
    ['an unknown category', GOOD.replace('category: metrics', 'category: maths'), 4, 'questions.0.category'],
    ['a level that is none', GOOD.replace('level: 1', 'level: 7'), 5, 'questions.0.level'],
    ['a missing field', GOOD.replace(/ {4}after: .*\n/, ''), 3, 'questions.0.after'],
    ['a text over 300 characters', GOOD.replace('Trucks wait', 'Trucks '.repeat(50)), 7, 'questions.0.text'],
    ['an unknown pack', GOOD.replace('pack: tpm', 'pack: law'), 1, 'pack'],
    [
      'a slug of the pack itself',
      GOOD.replace('metrics-harbour-queue', 'architecture-order-updates'),
      3,
      'questions.0.slug',
    ],
    ['a word too many', GOOD.replace('    level: 1', '    level: 1\n    mood: sunny'), 3, 'questions.0'],
    ['broken YAML', GOOD.replace('questions:', 'questions: ['), 3, 'the file'],
  ])('%s is named with its line and field', (_, text, line, field) => {
    expect(problemsOf(text)[0]).toMatchObject({ line, field });
  });

  it('never throws, whatever the text is', () => {
    for (const text of ['', '\0', '[]', '42', 'pack: [', 'pack: tpm\nquestions: {}', '- - - -', '&a *a']) {
      expect(problemsOf(text).length, text).toBeGreaterThan(0);
    }
  });

  it('may not repeat a question that the pack has', () => {
    const twin = packs.get('tpm')?.questions.find((one) => one.category === 'metrics')?.text ?? '';
    const text = GOOD.replace(/text: .*/, `text: ${JSON.stringify(twin)}`);
    expect(problemsOf(text)[0]?.message).toContain('nearly the same');
  });
});
