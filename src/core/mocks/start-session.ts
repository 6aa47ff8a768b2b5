import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { chooseForMember } from '../questions/choose-question.ts';
import { questionsOf } from '../questions/plan-questions.ts';
import { openInChannels, practisedBy, zoneOf } from '../rounds/practise-now.ts';
import { localDateAt } from '../time.ts';
import {
  confirmUntil,
  newSession,
  PAIR,
  planHalves,
  type Half,
  type MockRole,
  type MockState,
  type MockTimes,
  type Seat,
} from './session-state.ts';
import { wakeAt } from './session.ts';

/** A member as they come into a session. */
export interface NewSeat {
  readonly memberId: string;
  readonly role: MockRole;
  /** What they chose to let the other know, such as "no interruptions please"; at most 300 characters. */
  readonly notes: string;
  /** Where they can be talked to; null for text. At most 500 characters. */
  readonly voiceLink: string | null;
}

/** A match. The first two seats are the pair; further ones observe. */
export interface NewSession {
  readonly communityId: string;
  /** Where the private room is opened; null takes the community's first channel. */
  readonly channelId: string | null;
  readonly seats: readonly NewSeat[];
  readonly category: string;
  /** One question for each half; what is missing is chosen by what the candidate practised least lately. */
  readonly questionIds?: readonly string[];
  readonly untimed: boolean;
  /** The first member asked the second one by name; not given when they were matched. */
  readonly asked?: boolean;
  /** The agreed time; `now` or earlier is a meeting for now. */
  readonly startsAt: Temporal.Instant;
}

/**
 * Why there is no session: the two want the same part; one of them (`memberIds`) sits in another session, or
 * never wants to meet the other; the community has no channel, or no question of that category.
 */
export interface StartRefusal {
  readonly refusal: 'roles' | 'busy' | 'blocked' | 'no_channel' | 'no_question';
  readonly memberIds: readonly string[];
}

/**
 * Begins a session for a match, in the caller's transaction: seats are taken (one open seat a member, by
 * constraint), and both are asked privately to confirm. A refusal leaves nothing behind. Members and channel
 * must be of the community; the database refuses others by throwing. Called by matching.
 */
export async function startSession(
  core: Pick<Core, 'packs'>,
  tx: Tx,
  wanted: NewSession,
  now: Temporal.Instant,
): Promise<{ readonly sessionId: string } | StartRefusal> {
  const [first, second, ...observers] = wanted.seats;
  if (first === undefined || second === undefined) throw new Error('a mock session needs two people');
  const everyone = wanted.seats.map((seat) => seat.memberId);
  if (observers.some((seat) => seat.role !== 'observer')) throw new Error('only the pair has a part');
  const plan = planHalves([first.role, second.role]);
  if (plan === null) return { refusal: 'roles', memberIds: [first.memberId, second.memberId] };
  const blocked = await blockedAmong(tx, everyone);
  if (blocked.length > 0) return { refusal: 'blocked', memberIds: blocked };
  const channelId = wanted.channelId ?? (await firstChannel(tx, wanted.communityId));
  if (channelId === null) return { refusal: 'no_channel', memberIds: [] };
  const halves = await chooseQuestions(core, tx, wanted, plan, [first.memberId, second.memberId], now);
  if (halves === null) return { refusal: 'no_question', memberIds: [] };

  const { confirm, times } = await loadTimes(tx, wanted.communityId);
  const confirmBy = confirmUntil(now, wanted.startsAt, confirm);
  const { untimed, startsAt } = wanted;
  const state = newSession({ halves, untimed, startsAt, confirmBy, times });
  const sessionId = await insertSession(tx, { ...wanted, channelId }, state, now);
  const busy = await takeSeats(tx, sessionId, wanted);
  if (busy.length > 0) {
    await tx.deleteFrom('mock_sessions').where('id', '=', sessionId).execute();
    return { refusal: 'busy', memberIds: busy };
  }
  for (const seat of PAIR) await enqueue(tx, 'mock.ask', { sessionId, seat }, { now });
  return { sessionId };
}

/** Those of the members who never want to meet another one of them, whoever of the two said so. */
async function blockedAmong(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const row = await tx
    .selectFrom('mock_blocks')
    .select(['member_id', 'blocked_member_id'])
    .where('member_id', 'in', memberIds)
    .where('blocked_member_id', 'in', memberIds)
    .executeTakeFirst();
  return row === undefined ? [] : [row.member_id, row.blocked_member_id];
}

async function firstChannel(tx: Tx, communityId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('channels')
    .leftJoin('schedules', (join) =>
      join.onRef('schedules.channel_id', '=', 'channels.id').on('schedules.removed_at', 'is', null),
    )
    .select('channels.id')
    .where('channels.community_id', '=', communityId)
    .where('channels.gone_at', 'is', null)
    .orderBy((eb) => eb('schedules.id', 'is', null))
    .orderBy('channels.id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function chooseQuestions(
  core: Pick<Core, 'packs'>,
  tx: Tx,
  wanted: NewSession,
  plan: readonly { readonly candidate: Seat; readonly interviewer: Seat }[],
  pair: readonly [string, string],
  now: Temporal.Instant,
): Promise<Half[] | null> {
  const [pack] = core.packs.values();
  if (pack === undefined) return null;
  const today = localDateAt(now, await zoneOf(tx, wanted.communityId));
  const questions = await questionsOf(tx, wanted.communityId, pack.slug);
  const open = await openInChannels(tx, wanted.communityId, now);
  const halves: Half[] = [];
  for (const [index, half] of plan.entries()) {
    const memberId = pair[half.candidate];
    const before = halves.map((one) => one.questionId);
    const choice = {
      categories: pack.categories.map((category) => category.key),
      questions,
      practised: await practisedBy(tx, memberId),
      today,
      category: wanted.category,
      seed: memberId,
    };
    // Rather one that everybody can read in a channel today than none.
    const questionId =
      wanted.questionIds?.[index] ??
      chooseForMember({ ...choice, exclude: [...before, ...open] })?.questionId ??
      chooseForMember({ ...choice, exclude: before })?.questionId;
    if (questionId === undefined) return null;
    halves.push({ ...half, questionId });
  }
  return halves;
}

/** The community's lengths in minutes, and how long a match for now may wait for both. */
async function loadTimes(
  tx: Tx,
  communityId: string,
): Promise<{ readonly confirm: number; readonly times: MockTimes }> {
  const row = await tx
    .selectFrom('communities')
    .select([
      'mock_brief_minutes as brief',
      'mock_answer_minutes as answer',
      'mock_scoring_minutes as scoring',
      'mock_debrief_minutes as debrief',
      'mock_show_minutes as show',
      'mock_idle_minutes as idle',
      'mock_confirm_minutes as confirm',
    ])
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow();
  const { confirm, ...times } = row;
  return { confirm, times };
}

async function insertSession(
  tx: Tx,
  wanted: NewSession,
  state: MockState,
  now: Temporal.Instant,
): Promise<string> {
  const { id } = await tx
    .insertInto('mock_sessions')
    .values({
      community_id: wanted.communityId,
      channel_id: wanted.channelId,
      category: wanted.category,
      asked: wanted.asked ?? false,
      starts_at: wanted.startsAt,
      phase: state.phase,
      state: JSON.stringify(state),
      wake_at: wakeAt(state),
      room_id: null,
      created_at: now,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Takes a seat for each; returns those who sit elsewhere already. In one order, so that two matches never wait for each other. */
async function takeSeats(tx: Tx, sessionId: string, wanted: NewSession): Promise<string[]> {
  const busy: string[] = [];
  const inOrder = wanted.seats
    .map((seat, index) => ({ ...seat, index }))
    .toSorted((a, b) => Number(BigInt(a.memberId) - BigInt(b.memberId)));
  for (const seat of inOrder) {
    const taken = await tx
      .insertInto('mock_seats')
      .values({
        community_id: wanted.communityId,
        session_id: sessionId,
        seat: seat.index,
        member_id: seat.memberId,
        role: seat.role,
        notes: seat.notes.slice(0, 300),
        voice_link: seat.voiceLink,
      })
      .onConflict((conflict) =>
        conflict
          .column('member_id')
          .where(sql<boolean>`open`)
          .doNothing(),
      )
      .returning('seat')
      .executeTakeFirst();
    if (taken === undefined) busy.push(seat.memberId);
  }
  return busy;
}
