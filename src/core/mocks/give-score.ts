import { refusalCard } from '../answers/cards.ts';
import { cleanText } from '../answers/clean-text.ts';
import type { Core } from '../core.ts';
import type { Reader, Tx } from '../db/database.ts';
import type { Level } from '../feedback/contract.ts';
import type { CriterionRubric } from '../feedback/rubric/load-rubric.ts';
import type { Reply } from '../platform/reply.ts';
import type { MockMove } from './act-mock.ts';
import { advanceSession } from './advance-session.ts';
import { EARLIER_STEP, refusalWords } from './refusal-words.ts';
import { LEVELS, noteForm, NOTE_MAX, scoreCard, scoredCard } from './score-cards.ts';
import { keepScore, readScore } from './score-store.ts';
import { loadHalfQuestion } from './session-question.ts';
import { currentHalf, type Seat } from './session-state.ts';
import type { MockSession } from './session-store.ts';

/** What is scored now, by whom. */
interface Scoring {
  readonly half: 1 | 2;
  readonly criteria: readonly CriterionRubric[];
  /** It is the scorer's own answer. */
  readonly own: boolean;
}

async function loadScoring(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
): Promise<Scoring | null> {
  const parts = currentHalf(session.state);
  const { half, phase } = session.state;
  if (parts === null || half === 0 || phase !== 'scoring') return null;
  const asked = await loadHalfQuestion(core, db, parts.questionId);
  if (asked?.rubric === null || asked?.rubric === undefined) return null;
  return { half, criteria: asked.rubric.criteria, own: parts.candidate === seat };
}

/** The next step of one's own score, or why there is none. Reads only. */
export async function showScoring(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
): Promise<Reply> {
  const scoring = await loadScoring(core, db, session, seat);
  if (scoring === null) return refuse(refusalWords('not_scoring'));
  const { levels } = await readScore(db, session.id, scoring.half, seat);
  return { kind: 'private', card: scoreCard(session, scoring.criteria, levels, scoring.own) };
}

/** Opens the form for the note. Reads only. */
export async function showNoteForm(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
): Promise<Reply> {
  const scoring = await loadScoring(core, db, session, seat);
  if (scoring === null) return refuse(refusalWords('not_scoring'));
  return { kind: 'form', form: noteForm(session, scoring.own) };
}

/** One criterion was scored or left out; the next one takes its card's place. */
export async function setLevel(core: Core, tx: Tx, move: MockMove): Promise<Reply> {
  const { session, seat, args } = move;
  const scoring = await loadScoring(core, tx, session, seat);
  if (scoring === null) return refuse(refusalWords('not_scoring'));
  const [index, said] = args;
  const criterion = scoring.criteria[Number(index)];
  const level = LEVELS.find((one) => one === said);
  if (criterion === undefined || (level === undefined && said !== 'skip')) return refuse(EARLIER_STEP);
  const draft = await readScore(tx, session.id, scoring.half, seat);
  const levels: Record<string, Level> = { ...draft.levels };
  if (level === undefined) delete levels[criterion.key];
  else levels[criterion.key] = level;
  await keepScore(tx, { sessionId: session.id, half: scoring.half, seat, levels, given: null });
  return {
    kind: 'replace',
    card: scoreCard(session, scoring.criteria, passed(scoring, levels, Number(index)), scoring.own),
  };
}

/** Whatever stands before the criterion just answered is done with, also where it was left out. */
function passed(
  scoring: Scoring,
  levels: Readonly<Record<string, Level>>,
  index: number,
): Readonly<Record<string, Level | 'skip'>> {
  return Object.fromEntries(
    scoring.criteria.flatMap((one, at) => {
      const level = levels[one.key] ?? (at <= index ? 'skip' : undefined);
      return level === undefined ? [] : [[one.key, level]];
    }),
  );
}

/** The note was sent: the score is given. With both in, the session goes on. */
export async function giveScore(core: Core, tx: Tx, move: MockMove): Promise<Reply> {
  const { session, seat, fields, now } = move;
  const scoring = await loadScoring(core, tx, session, seat);
  if (scoring === null) return refuse(refusalWords('not_scoring'));
  const note = cleanText(fields['note'] ?? '');
  if (!note.ok) return wrong('Write one quote or one sentence. One word is enough to go on.');
  if (note.value.length > NOTE_MAX)
    return wrong(
      `That is ${note.value.length} characters; a note can have ${NOTE_MAX}. Shorten it, then send it again.`,
    );
  const advanced = await advanceSession(core, tx, session.id, { kind: 'score', seat }, now);
  if (advanced.kind !== 'moved')
    return refuse(refusalWords(advanced.kind === 'refused' ? advanced.because : 'over'));
  const { levels } = await readScore(tx, session.id, scoring.half, seat);
  const given = { note: note.value, at: now };
  await keepScore(tx, { sessionId: session.id, half: scoring.half, seat, levels, given });
  return { kind: 'private', card: scoredCard() };
}

function wrong(sentence: string): Reply {
  return { kind: 'form_errors', errors: { note: sentence } };
}

function refuse(sentence: string): Reply {
  return { kind: 'private', card: refusalCard(sentence) };
}
