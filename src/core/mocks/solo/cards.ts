import { never } from '../../errors.ts';
import { inOneLine } from '../../feedback/shown-quote.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Block, Card } from '../../platform/card.ts';
import { rich, strong } from '../../platform/rich.ts';
import { debriefCard } from './debrief-card.ts';
import { button, simple, stopButton, writeButton } from './pieces.ts';
import type { SoloMaterial } from './solo-material.ts';
import type { SoloRefusal } from './solo-step.ts';

/** What a solo mock shows its member now, whatever step it is at. */
export function soloCard(material: SoloMaterial, categoryName: string): Card {
  const { solo, deleted } = material;
  if (deleted) return deletedCard();
  switch (solo.state.step) {
    case 'question':
      return questionCard(material, categoryName);
    case 'follow_1':
    case 'follow_2':
      return material.reading ? readingCard(material) : followUpCard(material);
    case 'cut_in':
      return cutInCard(material);
    case 'go_on':
      return goOnCard(material);
    case 'over':
      if (solo.state.stopped) return stoppedCard(material);
      return material.reading ? readingCard(material) : debriefCard(material, categoryName);
    default:
      return never(solo.state.step);
  }
}

function questionCard({ solo, round }: SoloMaterial, categoryName: string): Card {
  const plan =
    solo.state.mode === 'ordinary'
      ? rich`You answer. Two follow-up questions come, one after the other. Then a debrief, criterion by criterion.`
      : rich`You write the first part of your answer. I cut in once with a question. Then you go on where I say. Then a debrief that says what held.`;
  return {
    tone: 'question',
    title: rich`Solo mock · ${categoryName}`,
    blocks: [
      { kind: 'text', text: rich`${round.question.text}` },
      { kind: 'text', text: plan },
      {
        kind: 'text',
        text: rich`Only you see this. There is no time limit, and it waits for you as long as you like. It keeps the day.`,
      },
    ],
    buttons: [
      writeButton(solo.id, 'question', solo.state.mode === 'ordinary' ? 'Answer' : 'Write the first part'),
      ...(solo.state.clarified ? [] : [button(`ask.${solo.id}`, 'Ask one question')]),
      {
        action: encodeAction({ verb: 'hint', roundId: round.id, rung: '1' }),
        label: 'Hint',
        style: 'secondary',
      },
      stopButton(solo.id),
    ],
  };
}

/** The answer to the one clarifying question: what the question takes as given. The member's words are shown as data. */
export function clarifiedCard(material: SoloMaterial, said: string): Card {
  const { solo, round } = material;
  return {
    tone: 'private',
    title: rich`What you can take as given`,
    blocks: [
      { kind: 'quote', text: rich`${said}`, source: rich`Your question` },
      { kind: 'text', text: rich`${round.question.details.assumptions}` },
      {
        kind: 'text',
        text: rich`If that leaves something open, choose what is likely, and say in your answer that you assume it.`,
      },
    ],
    buttons: [
      writeButton(solo.id, 'question', solo.state.mode === 'ordinary' ? 'Answer' : 'Write the first part'),
      stopButton(solo.id),
    ],
  };
}

function readingCard({ solo, comesByItself }: SoloMaterial): Card {
  const next = solo.state.step === 'over' ? 'debrief' : 'follow-up';
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: comesByItself
          ? rich`That is in. It is being read; the ${next} comes in a moment. Press ${strong('Go on')} if it does not.`
          : rich`That is in. It is being read, which takes a moment. Then press ${strong('Go on')} for the ${next}.`,
      },
    ],
    buttons: [{ ...button(`go.${solo.id}`, 'Go on'), style: 'primary' }],
  };
}

function followUpCard({ solo, followUp }: SoloMaterial): Card {
  const number = solo.state.step === 'follow_1' ? 1 : 2;
  const blocks: Block[] = [];
  if (followUp !== null && followUp.quote !== null)
    blocks.push({ kind: 'quote', text: rich`${followUp.quote}`, source: rich`You wrote` });
  blocks.push({
    kind: 'text',
    text: rich`${strong(followUp?.question ?? 'What would you do differently the next time?')}`,
  });
  if (followUp !== null) blocks.push({ kind: 'text', text: rich`It is about: ${followUp.title}.` });
  return {
    tone: 'private',
    title: rich`Follow-up ${number} of 2`,
    blocks,
    buttons: [
      writeButton(solo.id, solo.state.step, 'Reply'),
      button(`skip.${solo.id}.${solo.state.step}`, 'Skip this one'),
      stopButton(solo.id),
    ],
  };
}

function cutInCard({ solo, round }: SoloMaterial): Card {
  return {
    tone: 'private',
    title: rich`The cut-in`,
    blocks: [
      { kind: 'text', text: rich`Your first part is kept. Before you go on, one question:` },
      { kind: 'text', text: rich`${strong(round.question.details.probes[0] ?? '')}` },
      {
        kind: 'text',
        text: rich`A sentence or two are enough. Afterwards I say where to go on. This is the only interruption.`,
      },
    ],
    buttons: [
      writeButton(solo.id, 'cut_in', 'Reply'),
      button(`skip.${solo.id}.cut_in`, 'Skip this one'),
      stopButton(solo.id),
    ],
  };
}

function goOnCard({ solo, goOnFrom, first }: SoloMaterial): Card {
  const [last] = Object.values(first?.anchors ?? {})
    .filter((words) => words !== null)
    .slice(-1);
  return {
    tone: 'private',
    title: rich`Go on from ${strong(goOnFrom)}`,
    blocks: [
      ...(last === undefined
        ? []
        : [{ kind: 'quote' as const, text: rich`${inOneLine(last)}`, source: rich`You were at` }]),
      {
        kind: 'text',
        text: rich`Write the rest of your answer, beginning with the ${strong(goOnFrom)}. What you wrote before stays as it is.`,
      },
    ],
    buttons: [
      writeButton(solo.id, 'go_on', 'Write the rest'),
      button(`skip.${solo.id}.go_on`, 'Leave it there'),
      stopButton(solo.id),
    ],
  };
}

function stoppedCard({ own }: SoloMaterial): Card {
  return simple(
    own === null
      ? 'The solo mock is stopped. Nothing was kept of it.'
      : 'The solo mock is stopped. What you wrote counts as practised; you find it under /practice history.',
    [button('new', 'Another solo mock')],
  );
}

function deletedCard(): Card {
  return simple('You deleted the answer of this solo mock, so it ends here. Your day stays as it was.', [
    button('new', 'Another solo mock'),
  ]);
}

/** One is under way already. */
export function underWayCard(card: Card, soloId: string): Card {
  return {
    ...card,
    blocks: [{ kind: 'text', text: rich`This solo mock is where you left it.` }, ...card.blocks],
    buttons: [...card.buttons, button(`again.${soloId}`, 'Start a new one instead')],
  };
}

/** Interruption is practised once the ordinary way is known. */
export function ordinaryFirstCard(): Card {
  return simple(
    'Practising with an interruption opens after one solo mock without. It is never needed, and nothing else depends on it.',
    [{ ...button('new', 'Start a solo mock'), style: 'primary' }],
  );
}

/** Why a press changed nothing; the newest card follows where there is one. */
export function soloRefusal(because: SoloRefusal | 'reading'): string {
  switch (because) {
    case 'over':
      return 'This solo mock is over. Type /practice mock solo for another one.';
    case 'other_step':
      return 'That part is in already. Here is where you are:';
    case 'clarified':
      return 'You asked your one question already. Choose what is likely, and say that you assume it.';
    case 'too_late_to_clarify':
      return 'Your answer is in, so questions are over. Here is where you are:';
    case 'no_skip':
      return 'The first part cannot be skipped. Press Stop if you want to leave it.';
    case 'reading':
      return 'What you wrote is still being read. Here is where you are:';
    default:
      return never(because);
  }
}
