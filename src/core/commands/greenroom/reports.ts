import { refusalCard } from '../../answers/cards.ts';
import { closeReport, listReports, type SealedReport } from '../../mocks/list-reports.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Block, Card } from '../../platform/card.ts';
import { instant, rich, strong } from '../../platform/rich.ts';
import type { Command } from '../command.ts';

export const reports: Command = {
  root: 'greenroom',
  words: ['reports'],
  takes: '[close N]',
  example: '/greenroom reports',
  says: 'Reports from mocks, with the sealed copy.',
  async run({ tx, member, now }, text) {
    const close = /^close[ .](\d{1,18})$/i.exec(text.trim())?.[1];
    if (close !== undefined && !(await closeReport(tx, member, close, now))) {
      const sentence = `There is no open report ${close}. Type /greenroom reports to see those there are.`;
      return { kind: 'private', card: refusalCard(sentence) };
    }
    return {
      kind: close === undefined ? 'private' : 'replace',
      card: reportsCard(await listReports(tx, member)),
    };
  },
};

function reportsCard(list: readonly SealedReport[]): Card {
  if (list.length === 0) {
    return {
      tone: 'private',
      title: rich`Reports`,
      blocks: [{ kind: 'text', text: rich`There is no open report.` }],
      buttons: [],
    };
  }
  return {
    tone: 'private',
    title: rich`Reports`,
    blocks: list.flatMap(reportBlocks),
    buttons: list.map((one) => ({
      action: encodeAction({ verb: 'run', command: 'greenroom.reports', arg: `close.${one.id}` }),
      label: `Close report ${one.id}`,
      style: 'danger' as const,
    })),
    footer: rich`Who reported is not shown. A sealed copy is deleted when you close its report, and after 30 days.`,
  };
}

function reportBlocks(report: SealedReport): Block[] {
  return [
    {
      kind: 'text',
      text: rich`${strong(`Report ${report.id}`)}, about ${report.about}, ${instant(report.createdAt)}. Kept until ${instant(report.sealEndsAt, 'date')}.`,
    },
    { kind: 'quote', text: rich`${report.reason}`, source: rich`the report` },
    ...report.written.map((one) => ({
      kind: 'quote' as const,
      text: rich`${one.text}`,
      source: one.byReported ? rich`${report.about}` : rich`the other one`,
    })),
  ];
}
