import { refusalCard } from '../answers/cards.ts';
import { cleanText } from '../answers/clean-text.ts';
import type { Core } from '../core.ts';
import type { Reader, Tx } from '../db/database.ts';
import type { Level } from '../feedback/contract.ts';
import type { Reply } from '../platform/reply.ts';
import type { MockMove } from './act-mock.ts';
import { advanceSession } from './advance-session.ts';
import { EARLIER_STEP, refusalWords, SCORED_ALREADY, SCORED_TOO_LATE } from './refusal-words.ts';
import { LEVELS, noteForm, NOTE_MAX, scoreCard, scoredCard, type Scoring } from './score-cards.ts';
import { keepScore, readScore } from './score-store.ts';
import { loadHalfQuestion } from './session-question.ts';
import { isOver, mayScore, type Seat } from './session-state.ts';
import type { MockSession } from './session-store.ts';

/**
 * What is to be scored, or why nothing is: that half is not scored yet, its scores are shown already, or its time is
 * over and this one gave theirs in it. `said` is what the button carried.
 */
async function loadScoring(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
  said: string | undefined,
): Promise<Scoring | string> {
  const half = said === '1' ? 1 : said === '2' ? 2 : null;
  const parts = half === null ? undefined : session.state.halves[half - 1];
  if (half === null || parts === undefined) return EARLIER_STEP;
  const { phase } = session.state;
  if (!mayScore(session.state, half))
    return phase === 'reveal' || isOver(phase) ? SCORED_TOO_LATE : refusalWords('not_scoring');
  const late = phase !== 'scoring' || session.state.half !== half;
  if (late && (await readScore(db, session.id, half, seat)).given) return SCORED_ALREADY;
  const asked = await loadHalfQuestion(core, db, parts.questionId);
  if (asked?.rubric === null || asked?.rubric === undefined) return refusalWords('not_scoring');
  return { half, criteria: asked.rubric.criteria, own: parts.candidate === seat };
}

/** The next step of one's own score, or why there is none. Reads only. */
export async function showScoring(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
  half: string | undefined,
): Promise<Reply> {
  const scoring = await loadScoring(core, db, session, seat, half);
  if (typeof scoring === 'string') return refuse(scoring);
  const { levels } = await readScore(db, session.id, scoring.half, seat);
  return { kind: 'private', card: scoreCard(session, scoring, levels) };
}

/** Opens the form for the note. Reads only. */
export async function showNoteForm(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
  half: string | undefined,
): Promise<Reply> {
  const scoring = await loadScoring(core, db, session, seat, half);
  if (typeof scoring === 'string') return refuse(scoring);
  return { kind: 'form', form: noteForm(session, scoring) };
}

/** One criterion was scored or left out; the next one takes its card's place. */
export async function setLevel(core: Core, tx: Tx, move: MockMove): Promise<Reply> {
  const { session, seat, args } = move;
  const [index, said, half] = args;
  const scoring = await loadScoring(core, tx, session, seat, half);
  if (typeof scoring === 'string') return refuse(scoring);
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
    card: scoreCard(session, scoring, passed(scoring, levels, Number(index))),
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

/**
 * The note was sent: the score is given. With both in, the session goes on. One that comes after its time counts as
 * well, until the scores are shown; then it is refused with its words left in the form.
 */
export async function giveScore(core: Core, tx: Tx, move: MockMove): Promise<Reply> {
  const { session, seat, args, fields, now } = move;
  const scoring = await loadScoring(core, tx, session, seat, args[0]);
  if (typeof scoring === 'string') return wrong(`${scoring} Your words are still here.`);
  const note = cleanText(fields['note'] ?? '');
  if (!note.ok) return wrong('Write one quote or one sentence. One word is enough to go on.');
  if (note.value.length > NOTE_MAX)
    return wrong(
      `That is ${note.value.length} characters; a note can have ${NOTE_MAX}. Shorten it, then send it again.`,
    );
  if (session.state.phase === 'scoring' && session.state.half === scoring.half) {
    const advanced = await advanceSession(core, tx, session.id, { kind: 'score', seat }, now);
    if (advanced.kind !== 'moved')
      return wrong(refusalWords(advanced.kind === 'refused' ? advanced.because : 'over'));
  }
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
