import { expect, test } from 'vitest';
import { completeFeedback } from '../../../src/core/feedback/assess-and-verify.ts';
import { assessWording } from '../../../src/core/feedback/coach/assess-wording.ts';
import { readBuiltInPacks } from '../../../src/core/questions/load-pack.ts';
import { createOfflineCoach } from '../../../src/core/feedback/coach.ts';
import { plainLower, sentenceSpans } from '../../../src/core/feedback/coach/read-sentences.ts';
import { summarise } from '../../../src/core/feedback/eval/summarise.ts';
import { ungroundedFacts } from '../../../src/core/feedback/grounded.ts';
import {
  allLines,
  coach,
  devLines,
  freshLines,
  hasDev,
  levelsOf,
  heldLines,
  hollowLines,
  honestLines,
  plainLines,
  ownLines,
  raised,
  requestFor,
  rubricOf,
  secondLines,
  thirdLines,
  untouchedLines,
  wideLines,
  unseenLines,
  seeded,
  seedOr,
  adversarialLines,
  asideLines,
} from './feedback-support.ts';

const results = allLines.map((line) => ({ line, result: coach(line) }));
const summaryOf = (lines: readonly unknown[]): ReturnType<typeof summarise> =>
  summarise(results.filter(({ line }) => lines.includes(line)));

test.skipIf(!hasDev)(
  'the labelled answers are put in order (skipped where ../shared/evals is absent)',
  () => {
    const summary = summaryOf(devLines);
    expect(summary.pairs).toBe(56);
    expect(summary.pairAccuracy).toBeGreaterThanOrEqual(0.88);
    expect(summary.highestAdversarial).toBeLessThanOrEqual(30);
  },
);

test('every criterion of a graded answer says what was or was not found; no reason is struck out as invented', () => {
  for (const { line, result } of results) {
    if (result.verdict !== 'assessable') continue;
    for (const { key, reason } of result.criteria) {
      expect(`${line.id} ${key}: ${reason}`).toMatch(/: I (?:found|did not find) .*\.$/u);
    }
  }
});

test('answers of our own are put in order, and no adversarial one gets above 30', () => {
  const summary = summaryOf(ownLines);
  expect(summary.pairs).toBeGreaterThanOrEqual(60);
  expect(summary.pairAccuracy).toBeGreaterThanOrEqual(0.88);
  expect(summary.highestAdversarial).toBeLessThanOrEqual(30);
});

test('answers to scenes from the shipped pack are put in order, and none to its own question is off topic', () => {
  const fresh = freshLines.map((line) => ({ line, result: coach(line) }));
  const summary = summarise(fresh);
  expect(summary.pairs).toBeGreaterThanOrEqual(32);
  expect(summary.pairAccuracy).toBeGreaterThanOrEqual(0.88);
  expect(summary.highestAdversarial).toBeLessThanOrEqual(30);
  const told = fresh.filter(({ line }) => line.label === 'strong' || line.label === 'medium');
  expect(told.filter(({ result }) => result.verdict !== 'assessable')).toEqual([]);
});

test.each([
  ['looked at while tuning', secondLines, 0.88],
  ['once never looked at', heldLines, 0.95],
  ['to scenes of the pack', thirdLines, 0.92],
  ['in other voices', unseenLines, 0.95],
  ['of sixteen questions', untouchedLines, 0.93],
  ['of sixteen more', plainLines, 0.92],
] as const)('answers in other styles, %s, are put in order', (_what, lines, share) => {
  const summary = summarise(lines.map((line) => ({ line, result: coach(line) })));
  expect(summary.pairAccuracy).toBeGreaterThanOrEqual(share);
  if (lines.some(({ label }) => label === 'adversarial'))
    expect(summary.highestAdversarial).toBeLessThanOrEqual(30);
  expect(summary.quoteValidity).toBe(1);
});

test.each([
  ['in the make of the labelled ones', asideLines.plain, 0.9],
  ['in the widest range of voices', asideLines.wide, 0.82],
] as const)('answers that were never looked at while tuning, %s, are put in order', (_what, lines, share) => {
  const summary = summarise(lines.map((line) => ({ line, result: coach(line) })));
  expect(summary.pairs).toBeGreaterThanOrEqual(112);
  expect(summary.pairAccuracy).toBeGreaterThanOrEqual(share);
  expect(summary.quoteValidity).toBe(1);
});

test('answers in the widest range of voices are put in order', () => {
  const read = wideLines.map((line) => ({ line, result: coach(line) }));
  const summary = summarise(read);
  expect(summary.pairAccuracy).toBeGreaterThanOrEqual(0.92);
  expect(summary.highestAdversarial).toBeLessThanOrEqual(30);
});

test('answers that are empty in ways of their own get no more than 30, and keywords are not another language', () => {
  const read = adversarialLines.map((line) => ({ id: line.id, ...coach(line) }));
  expect(read.length).toBeGreaterThanOrEqual(60);
  expect(read.filter(({ score }) => score > 30).map(({ id }) => id)).toEqual([]);
  expect(read.filter(({ verdict }) => verdict === 'not_english').map(({ id }) => id)).toEqual([]);
});

test('an answer that tells the question once more gets next to nothing', () => {
  const retold = new Set([
    'adversarial-question-repeated',
    'competitive-c2-adversarial',
    'strategy-d2-adversarial-1',
    'competitive-f2-adversarial-1',
    'strategy-h2-adversarial-1',
  ]);
  const read = [...adversarialLines, ...wideLines, ...hollowLines].filter(({ id }) => retold.has(id));
  expect(read.length).toBe(retold.size);
  for (const line of read) expect(coach(line).score, line.id).toBeLessThanOrEqual(10);
});

test('answers that say nothing in twelve ways get no more than 30, but for a few that are named', () => {
  const read = hollowLines.map((line) => ({ line, ...coach(line) }));
  expect(read.length).toBe(240);
  // Mostly stories told with people, places and days; that nothing is decided in them takes understanding.
  const missed = new Set([
    'research-d2-adversarial-2',
    'prioritization-d2-adversarial-1',
    'prioritization-d2-adversarial-3',
    'behavioral-d2-adversarial-3',
    'architecture-e1-adversarial-2',
    'metrics-e2-adversarial-1',
    'behavioral-e1-adversarial-1',
    'architecture-f1-adversarial-2',
    'prioritization-f2-adversarial-1',
    'behavioral-f2-adversarial-1',
    'research-g2-adversarial-2',
    'design-h1-adversarial-2',
    'architecture-h2-adversarial-3',
  ]);
  const high = read.filter(({ score }) => score > 30).map(({ line }) => line.id);
  expect(high.filter((id) => !missed.has(id))).toEqual([]);
});

test('good answers that come near what makes an answer empty are found wording in for half of the criteria and more', () => {
  const read = honestLines.map((line) => ({ id: line.id, criteria: coach(line).criteria }));
  expect(read.length).toBeGreaterThanOrEqual(19);
  const cut = read.filter(
    ({ criteria }) => 2 * criteria.filter(({ level }) => level !== 'missing').length < criteria.length,
  );
  expect(cut.map(({ id }) => id)).toEqual([]);
});

test('every follow-up to every question of the pack is grounded, and members are not all asked the same', async () => {
  const pack = (await readBuiltInPacks()).get('tpm');
  const followUps = (pack?.questions ?? []).flatMap(({ text, category, probes }) => {
    const line = ownLines.find((one) => one.category === category && one.label === 'weak');
    if (line === undefined) return [];
    const request = { ...requestFor(line), question: { text, category, probes } };
    const { followUp } = completeFeedback('coach', request, assessWording(request));
    expect(ungroundedFacts(followUp, [line.answer, text])).toEqual([]);
    return followUp === '' ? [] : [followUp];
  });
  expect(followUps.length).toBeGreaterThan(100);
  expect(new Set(followUps).size / followUps.length).toBeGreaterThan(0.9);
});

test('every quote stands in its answer, character by character', () => {
  for (const { line, result } of results) {
    for (const quote of [
      ...result.criteria.flatMap((one) => one.quotes),
      ...(result.strength === null ? [] : [result.strength.quote]),
    ]) {
      expect(line.answer.slice(quote.start, quote.end)).toBe(quote.text);
    }
    for (const anchor of Object.values(result.anchors))
      if (anchor !== null) expect(line.answer).toContain(anchor);
  }
});

test('no number and no name appears that is in neither the answer nor the question', () => {
  for (const { line, result } of results) {
    const said = [result.nextStep.text, result.followUp, ...result.criteria.map((one) => one.reason)];
    for (const text of said) expect(ungroundedFacts(text, [line.answer, line.question])).toEqual([]);
  }
});

test('the coach speaks of what it found, is labelled, and never calls an answer strong', () => {
  expect(createOfflineCoach()).toMatchObject({ source: 'coach', label: 'offline coach' });
  for (const { result } of results) {
    expect(result.band).not.toBe('strong');
    for (const { reason } of result.criteria) expect(reason).toMatch(/^(?:I found|I did not find|$)/u);
  }
});

test('the same answer gets the same result', async () => {
  const line = ownLines[0];
  if (line === undefined) throw new Error('fixture missing');
  const signal = new AbortController().signal;
  const [first, second] = [
    await createOfflineCoach().assess(requestFor(line), signal),
    await createOfflineCoach().assess(requestFor(line), signal),
  ];
  expect(second).toEqual(first);
  await expect(createOfflineCoach().assess(requestFor(line), AbortSignal.abort())).rejects.toThrow();
});

const PADDING = [
  'In conclusion, I think it is really important to always keep the user at the center of everything we do, and to make sure that all stakeholders are aligned around a shared vision. Great products are built by great teams, and communication is the key to success. Of course there are always tradeoffs, and every decision has its costs and benefits, but with the right mindset and the right data you can find the best solution. At the end of the day it is about delivering value, iterating quickly, learning from feedback and continuously improving. I strongly believe that empathy, curiosity and collaboration make the difference. We should measure what matters, focus on outcomes over outputs, and never stop asking why. If something does not work, we pivot and try again. That is how we create impact, drive growth and build long-term relationships with our customers.',
  'To summarise, the result was very positive for everybody involved and we were all happy with how it went. I learned a lot from it and I would do the same again, because it was the right thing to do. We decided to go with the better option, which cost us some time and money, but it was worth it. Afterwards things improved a lot and people told us that it was much better than before. The engineers did their part and I did mine. We told everyone about it early and explained the reasons. In the beginning we thought one thing and then it turned out to be another thing, so we changed our plan. If it had not worked we would have stopped and done something else instead. We watched the numbers every week and they went up from low to high. Some people were disappointed at first, but they understood it later on. Since then I always ask first before I do something.',
];

test.each(PADDING)('150 words of generic padding raise no level: %.40s', (padding) => {
  for (const { line, result } of results) {
    expect(raised(result, coach(line, `${line.answer}\n\n${padding}`))).toEqual([]);
  }
});

test('padding adds no point to an answer that says nothing, where what counts is how it is made as a whole', () => {
  for (const line of [...hollowLines, ...adversarialLines]) {
    const padded = coach(line, `${line.answer}\n\n${PADDING[0]}`);
    expect(padded.score, line.id).toBeLessThanOrEqual(coach(line).score);
  }
});

test("the rubric's own words raise no level", () => {
  for (const { line, result } of results) {
    const words = rubricOf(line.category)
      .criteria.map((one) => `${one.asks} ${one.evidence} ${one.next}`)
      .join(' ');
    expect(raised(result, coach(line, `${line.answer} ${words}`))).toEqual([]);
  }
});

test('letter case changes no level', () => {
  for (const { line, result } of results) {
    expect(levelsOf(coach(line, line.answer.toUpperCase()))).toEqual(levelsOf(result));
    expect(levelsOf(coach(line, line.answer.toLowerCase()))).toEqual(levelsOf(result));
  }
});

test('bullets or prose change no level', () => {
  for (const { line, result } of results) {
    const bullets = sentenceSpans(plainLower(line.answer)).map(
      ({ start, end }) => `- ${line.answer.slice(start, end)}`,
    );
    expect(levelsOf(coach(line, bullets.join('\n')))).toEqual(levelsOf(result));
    const sentences = bullets
      .map((one) => one.slice(2))
      .map((one) => (/[.!?:;"”)]$/u.test(one) ? one : `${one}.`));
    expect(levelsOf(coach(line, sentences.join(' ')))).toEqual(levelsOf(result));
  }
});

test('one typo per 50 words moves the score by more than 10 in at most one of twenty cases', () => {
  const seed = seedOr(20_261);
  const below = seeded(seed);
  let moved = 0;
  let all = 0;
  for (const { line, result } of results) {
    for (let round = 0; round < 3; round += 1) {
      let text = line.answer;
      for (let typo = 0; typo < Math.max(1, Math.round(line.answer.split(/\s+/u).length / 50)); typo += 1) {
        const words = [...text.matchAll(/[a-z]{4,}/giu)];
        const word = words[below(words.length)];
        if (word === undefined) continue;
        const at = word.index + 1 + below(word[0].length - 2);
        const kinds = [
          text.slice(0, at) + text.slice(at + 1),
          text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
          text.slice(0, at) + String.fromCharCode(97 + below(26)) + text.slice(at + 1),
          text.slice(0, at) + text.charAt(at) + text.slice(at),
        ];
        text = kinds[below(4)] ?? text;
      }
      all += 1;
      if (Math.abs(coach(line, text).score - result.score) > 10) moved += 1;
    }
  }
  expect(moved / all, `seed ${seed}`).toBeLessThanOrEqual(0.05);
});

test('a decision told in plain words, with its limit and its check, is found', () => {
  const result = coach({
    id: 'soil',
    question_id: 'soil',
    category: 'architecture',
    question:
      'Soil probes report once an hour and their batteries last one season. Growers ask for a report every five minutes. How would you respond?',
    answer:
      'Growers asked for five minutes, but when I sat with three of them the moment that hurt was frost: they need to know within half an hour that a row drops below two degrees, the rest of the day an hour is fine. So I decided against a faster report for every probe. The probe wakes more often only while the air is below four degrees, and sends at once when a row crosses the line. That costs battery on cold nights and a second mode that support has to explain. I would watch how many frost alerts came in time and how many probes died before harvest; if more than a few died early, we go back to the hourly report.',
  });
  expect(levelsOf(result)).toMatchObject({
    need_to_requirement: 'met',
    tradeoff_consequence: 'met',
    decision_and_risk: 'met',
    outcome_or_check: 'met',
  });
});

const abstainingOn = ownLines.find((line) => line.category === 'design');
test.each([
  [
    'French',
    "D'abord je supprimerais le champ de la date, parce que les personnes âgées ne s'en souviennent pas et restent bloquées devant l'écran.",
    'not_english',
  ],
  [
    'Dutch',
    'Ik zou eerst het veld met de datum weghalen, omdat oudere mensen die niet onthouden en dan vastlopen op het scherm van de automaat.',
    'not_english',
  ],
  [
    'Turkish',
    'Önce tarih alanını kaldırırdım, çünkü yaşlı insanlar onu hatırlamıyor ve makinenin ekranında takılıp kalıyorlar.',
    'not_english',
  ],
  [
    'Indonesian',
    'Pertama saya akan menghapus kolom tanggal, karena orang tua tidak mengingatnya dan terjebak di layar mesin itu.',
    'not_english',
  ],
  [
    'code alone',
    '```sql\nSELECT user_id, COUNT(*) FROM bookings WHERE created_at > now() AND station IN (SELECT id FROM stations) GROUP BY user_id;\n```',
    'too_short',
  ],
  [
    'a link alone',
    'My answer is here: https://docs.example.com/document/d/1aBcD please have a look at it when you find the time today',
    'too_short',
  ],
  ['one word over and over', 'the '.repeat(60), 'too_short'],
  ['digits', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16', 'too_short'],
])('the coach abstains on %s too', (_what, text, verdict) => {
  if (abstainingOn === undefined) throw new Error('fixture missing');
  expect(coach(abstainingOn, text)).toMatchObject({ verdict, counts: { met: 0, partial: 0 } });
});

const design = ownLines.find((line) => line.category === 'design');
test.each([
  ['nothing', '', 'too_short'],
  ['white space', ' \n\t ', 'too_short'],
  ['emoji', '👍👍🎉 🚀🚀', 'too_short'],
  ['a few words', 'I would make it simpler.', 'too_short'],
  [
    'German',
    'Ich würde zuerst das Formular kürzen, weil viele Menschen an der Ampel stehen und keine Zeit haben, alles auszufüllen.',
    'not_english',
  ],
  [
    'Spanish',
    'Primero quitaría el campo de la fecha porque la gente mayor no la recuerda y se queda atascada en la pantalla.',
    'not_english',
  ],
  [
    'Japanese',
    '利用者は駅で急いでいるので、最初に日付の入力をなくします。そうすれば画面で迷わずに済みます。',
    'not_english',
  ],
  [
    'Russian',
    'Сначала я бы убрал поле с датой, потому что пожилые люди её не помнят и застревают на этом экране.',
    'not_english',
  ],
  [
    'a question',
    'Is this about a mobile app or a web page, and can I choose the product myself?',
    'question_to_bot',
  ],
])('the coach abstains on %s', (_what, text, verdict) => {
  if (design === undefined) throw new Error('fixture missing');
  const result = coach(design, text);
  expect(result).toMatchObject({
    verdict,
    band: 'not_graded',
    strength: null,
    followUp: '',
    counts: { met: 0, partial: 0 },
  });
  expect(result.nextStep.text.length).toBeGreaterThan(20);
});

const devLikeDesign = <T extends { question: string }>(line: T): T => ({
  ...line,
  question: 'Describe a mobile or form flow that makes users work too hard. How would you fix it?',
});
const GERMAN_HALF =
  'Zuerst würde ich die Zahl der Felder kürzen, weil die Leute im Regen stehen und nicht alles wissen. Danach würde ich das Datum vom Fahrplan nehmen und nicht mehr danach fragen.';
const ENGLISH_HALF =
  "A commuter on the delayed train wants the claim noted before the signal drops. First I'd let him start from the train and not from the ticket, because the 16-digit number is where people give up. I would count how many claims begun on board are finished on the same day.";

test('of an answer in two languages the English part is read, and only that is quoted', () => {
  if (design === undefined) throw new Error('fixture missing');
  const line = devLikeDesign(design);
  const alone = coach(line, ENGLISH_HALF);
  const mixed = coach(line, `${GERMAN_HALF} ${ENGLISH_HALF}`);
  expect(alone.verdict).toBe('assessable');
  expect(levelsOf(mixed)).toEqual(levelsOf(alone));
  for (const { quotes } of mixed.criteria)
    for (const { text } of quotes) expect(ENGLISH_HALF).toContain(text);
});

test('mostly in another language, an answer is not read', () => {
  if (design === undefined) throw new Error('fixture missing');
  const text = `${GERMAN_HALF} ${GERMAN_HALF.replaceAll('würde', 'werde')} I would count the claims on the same day.`;
  expect(coach(devLikeDesign(design), text)).toMatchObject({ verdict: 'not_english', counts: { met: 0 } });
});
