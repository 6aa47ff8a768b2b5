import { enqueue } from '../../jobs/outbox.ts';
import { exportBegunCard } from '../../members/export-cards.ts';
import type { Command } from '../command.ts';

export const exportAll: Command = {
  root: 'practice',
  words: ['export'],
  takes: '',
  example: '/practice export',
  also: ['download', 'data', 'copy'],
  says: 'A copy of everything held about you, as two files.',
  label: 'Export',
  async run({ tx, member, now }) {
    const payload = { memberId: member.id, asked: String(now.epochMilliseconds) };
    await enqueue(tx, 'member.export', payload, { now });
    return { kind: 'private', card: exportBegunCard() };
  },
};
