import { encodeAction } from '../platform/action.ts';
import type { Card } from '../platform/card.ts';
import type { Platform } from '../platform/event.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import type { MemberData } from './collect-member-data.ts';
import { DESCRIBERS, text } from './describe-row.ts';

/** What will go, by kind, asked once. */
export function askEraseCard(data: MemberData, onlyOrganizer: boolean, platform: Platform): Card {
  return {
    tone: 'private',
    title: rich`Erase everything about you?`,
    blocks: [
      { kind: 'text', text: rich`This removes, here and at once:` },
      { kind: 'list', items: kinds(data) },
      {
        kind: 'text',
        text: rich`It cannot be undone. To keep a copy, press ${strong('Keep it')} and type ${strong('/practice export')} first.`,
      },
      ...notes(data, onlyOrganizer, platform).map((note) => ({ kind: 'text' as const, text: note })),
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'run', command: 'practice.erase', arg: 'yes' }),
        label: 'Erase everything',
        style: 'danger',
      },
      {
        action: encodeAction({ verb: 'run', command: 'practice.erase', arg: 'no' }),
        label: 'Keep it',
        style: 'secondary',
      },
    ],
  };
}

export function erasedCard(rows: number): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Everything about you was erased here: ${rows} entries. Close any window that still shows some of it. If you answer again, you begin anew.`,
      },
    ],
    buttons: [],
  };
}

export function keptCard(): Card {
  return { tone: 'private', blocks: [{ kind: 'text', text: rich`Nothing was erased.` }], buttons: [] };
}

function kinds(data: MemberData): Rich[] {
  const known = Object.keys(DESCRIBERS).filter((table) => data.has(table));
  const others = [...data.keys()].filter((table) => !Object.hasOwn(DESCRIBERS, table));
  return [...known, ...others].map((table) => {
    const count = data.get(table)?.length ?? 0;
    const describer = DESCRIBERS[table];
    const name =
      describer === undefined ? table.replaceAll('_', ' ') : count === 1 ? describer.one : describer.many;
    return rich`${count} ${name}`;
  });
}

function notes(data: MemberData, onlyOrganizer: boolean, platform: Platform): Rich[] {
  const approved = (data.get('question_suggestions') ?? []).filter(
    (row) => text(row, 'state') === 'approved',
  ).length;
  return [
    platform === 'web'
      ? rich`Messages you wrote in threads go, too.`
      : rich`Messages you wrote here yourself stay; you can delete them yourself.`,
    ...(approved > 0
      ? [
          rich`${approved} of your suggestions became questions of this community. The questions stay, without your name.`,
        ]
      : []),
    ...(onlyOrganizer
      ? [
          rich`You are the only organizer here. Afterwards nobody can change the schedule until somebody else becomes one.`,
        ]
      : []),
  ];
}
