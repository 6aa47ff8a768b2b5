import { never } from '../errors.ts';
import type { Block, Button, Card } from '../platform/card.ts';
import { instant, rich, strong, type Rich } from '../platform/rich.ts';
import { doneCard, endedCard } from './end-cards.ts';
import { actButton, lookButton } from './mock-action.ts';
import { nameOf, roomPiece, text, type RoomContext } from './room-pieces.ts';
import { currentHalf, PAIR, type MockState } from './session-state.ts';
import type { MockSession } from './session-store.ts';
import type { MockPost } from './session-step.ts';

/** What everybody in the room reads at this point; it never holds a word that a member wrote in private. */
export function roomCard(ctx: RoomContext, what: Exclude<MockPost, 'reveal'>): Card {
  switch (what) {
    case 'welcome':
      return welcomeCard(ctx);
    case 'brief':
      return briefCard(ctx);
    case 'answer':
      return answerCard(ctx);
    case 'halfway':
      return halfwayCard(ctx);
    case 'scoring':
      return scoringCard(ctx);
    case 'debrief':
      return debriefCard(ctx);
    case 'swap':
      return swapCard(ctx);
    case 'done':
      return doneCard(ctx);
    case 'ended':
      return endedCard(ctx);
    case 'paused':
      return pausedCard(ctx);
    case 'resumed':
      return resumedCard(ctx);
    default:
      return never(what);
  }
}

function welcomeCard({ session, categoryName, moderatorsMayRead }: RoomContext): Card {
  const { state } = session;
  const observers = session.seats.filter((seat) => seat.role === 'observer');
  const watching =
    observers.length === 0
      ? rich``
      : rich` ${observers.map((one) => one.name).join(', ')} watches: what is written here and what you both found can be read by them, your notes cannot.`;
  const order = state.halves.map(
    (half, index) =>
      rich`${strong(`Half ${index + 1}:`)} ${nameOf(session, half.candidate)} answers, ${nameOf(session, half.interviewer)} asks.`,
  );
  // What somebody let their partner know is for the partner alone: others may be able to open the room.
  const shared = session.seats.some((seat) => seat.notes !== '' || seat.voice_link !== null);
  return roomPiece(
    rich`Before you start: ${categoryName}`,
    [
      text(rich`${nameOf(session, 0)} and ${nameOf(session, 1)}, this room is yours.${watching}`),
      {
        kind: 'list',
        items: [
          ...order,
          rich`Each half: ${lengths(state)}.`,
          rich`Press ${strong('Start')} when you are here. When both of you have, it begins.`,
          ...(shared
            ? [
                rich`${strong('What we share')} shows you what your partner lets you know; only you two can read that.`,
              ]
            : []),
          rich`${strong('Pause')} stops the clock at any time, for either of you. No reason is needed.`,
          rich`To end it, or to report something, type ${strong('/practice mock status')} at any time; only you see that.`,
          moderatorsMayRead
            ? rich`Moderators of this community are able to open this room.`
            : rich`Nobody else can open this room.`,
        ],
      },
      text(
        rich`Planned for ${instant(state.startsAt)}. It waits for both until ${instant(state.endsAt ?? state.startsAt)}.`,
      ),
    ],
    [
      actButton(session, 'start', 'Start', 'primary'),
      ...(shared ? [lookButton(session, 'shared', 'What we share')] : []),
      lookButton(session, 'cancel', 'Call it off'),
    ],
  );
}

/** "brief 5 min, answer and probes 15 min, …", or that there is no clock. */
function lengths({ untimed, times }: MockState): Rich {
  if (untimed) return rich`brief, answer and probes, silent scoring, talk about it, without a clock`;
  return rich`brief ${times.brief} min, answer and probes ${times.answer} min, silent scoring ${times.scoring} min, talk about it ${times.debrief} min`;
}

function headOf(session: MockSession, what: string): Rich {
  const { half, halves } = session.state;
  return halves.length === 1 ? rich`${what}` : rich`Half ${half} of ${halves.length}: ${what}`;
}

/** Until when this phase lasts, and how it goes on sooner. */
function clock(session: MockSession): Block {
  const { endsAt } = session.state;
  return endsAt === null
    ? text(rich`There is no clock. When both of you press ${strong('Next')}, it goes on.`)
    : text(
        rich`Until ${instant(endsAt, 'time')}. When both of you press ${strong('Next')}, it goes on sooner.`,
      );
}

function parts(session: MockSession): { readonly candidate: string; readonly interviewer: string } {
  const half = currentHalf(session.state);
  return {
    candidate: nameOf(session, half?.candidate ?? 0),
    interviewer: nameOf(session, half?.interviewer ?? 1),
  };
}

function briefCard({ session }: RoomContext): Card {
  const { candidate, interviewer } = parts(session);
  return roomPiece(
    headOf(session, 'brief'),
    [
      text(
        rich`${candidate} answers, ${interviewer} asks. Press ${strong('My part')} and read it; only you see yours.`,
      ),
      clock(session),
    ],
    [lookButton(session, 'part', 'My part', 'primary'), ...goingOn(session)],
  );
}

function answerCard({ session }: RoomContext): Card {
  const { candidate, interviewer } = parts(session);
  return roomPiece(
    headOf(session, 'answer and probes'),
    [
      text(rich`${interviewer} asks now. ${candidate} answers, here or by voice.`),
      text(
        rich`What ${candidate} types here is kept until the mock is over, and read by the coach once both have scored.`,
      ),
      clock(session),
    ],
    [
      lookButton(session, 'part', 'My part', 'primary'),
      lookButton(session, 'question', 'Repeat the question'),
      lookButton(session, 'literal', 'Rephrase literally'),
      lookButton(session, 'lost', 'I lost my place'),
      ...goingOn(session),
    ],
  );
}

function halfwayCard({ session }: RoomContext): Card {
  const { endsAt } = session.state;
  const until = endsAt === null ? rich`` : rich` This part lasts until ${instant(endsAt, 'time')}.`;
  return { tone: 'plain', blocks: [text(rich`Half of the time has passed.${until}`)], buttons: [] };
}

function scoringCard({ session }: RoomContext): Card {
  const { candidate } = parts(session);
  return roomPiece(
    headOf(session, 'silent scoring'),
    [
      text(
        rich`Both of you score ${candidate}'s answer now, each alone. Nobody sees the other's before the end.`,
      ),
      clock(session),
    ],
    [lookButton(session, 'scoring', 'Score', 'primary', [String(session.state.half)]), ...goingOn(session)],
  );
}

function debriefCard({ session }: RoomContext): Card {
  const { state } = session;
  // It does not say who.
  const unscored = state.scored.length < PAIR.length;
  return roomPiece(
    headOf(session, 'talk about it'),
    [
      text(rich`Say what worked and what you would try next time. The scores stay hidden until the end.`),
      ...(unscored
        ? [text(rich`Whoever has not scored yet can do so until then: press ${strong('Score')}.`)]
        : []),
      clock(session),
    ],
    [
      ...(unscored ? [lookButton(session, 'scoring', 'Score', 'secondary', [String(state.half)])] : []),
      ...goingOn(session),
    ],
  );
}

function swapCard({ session }: RoomContext): Card {
  const next = session.state.halves[1];
  const { endsAt } = session.state;
  const until = endsAt === null ? rich`There is no clock.` : rich`It waits until ${instant(endsAt, 'time')}.`;
  return roomPiece(
    rich`Half 1 is over`,
    [
      text(
        rich`Take a break. Then press ${strong('Swap')}: ${nameOf(session, next?.candidate ?? 1)} answers, ${nameOf(session, next?.interviewer ?? 0)} asks. ${until}`,
      ),
    ],
    [actButton(session, 'swap', 'Swap', 'primary'), lookButton(session, 'cancel', 'End here')],
  );
}

function pausedCard({ session }: RoomContext): Card {
  const { paused, idleAt } = session.state;
  const who =
    paused === null || paused.by === null
      ? rich`The clock stands still.`
      : rich`${nameOf(session, paused.by)} paused. The clock stands still.`;
  return roomPiece(
    rich`Paused`,
    [
      text(
        rich`${who} Either of you presses ${strong('Go on')} when both are ready, until ${instant(idleAt)} at the latest.`,
      ),
    ],
    [
      actButton(session, 'resume', 'Go on', 'primary'),
      lookButton(session, 'part', 'My part'),
      lookButton(session, 'cancel', 'End here'),
    ],
  );
}

function resumedCard(ctx: RoomContext): Card {
  const { endsAt } = ctx.session.state;
  const until = endsAt === null ? rich`` : rich` This part lasts until ${instant(endsAt, 'time')}.`;
  return { tone: 'plain', blocks: [text(rich`It goes on.${until}`)], buttons: [] };
}

function goingOn(session: MockSession): Button[] {
  return [actButton(session, 'pause', 'Pause'), actButton(session, 'next', 'Next')];
}
