import { refusalCard } from '../../answers/cards.ts';
import { echoInput } from '../../echo-input.ts';
import {
  askSolo,
  clarifySolo,
  showSolo,
  skipSolo,
  startSolo,
  stopSolo,
  takeSoloText,
  writeSolo,
} from '../../mocks/solo/run-solo.ts';
import { SOLO_STEPS, type SoloStep } from '../../mocks/solo/solo-step.ts';
import type { Reply } from '../../platform/reply.ts';
import type { Command, CommandContext } from '../command.ts';
import { findCategory } from '../find-category.ts';

export const mockSolo: Command = {
  root: 'practice',
  words: ['mock', 'solo'],
  takes: '[category | interrupted]',
  example: '/practice mock solo metrics',
  says: 'A mock on your own: a question, two follow-ups, a debrief. After one, also with an interruption.',
  label: 'Solo mock',
  run(ctx, text) {
    const said = text.trim();
    return ctx.channelExternalId === null ? pressed(ctx, said) : start(ctx, said, false);
  },
  submit(ctx, arg, fields) {
    const [what = '', id = '', step = ''] = arg.split('.');
    const at = stepOf(step);
    if (what === 'text' && at !== null) return takeSoloText(ctx, id, at, fields);
    if (what === 'ask') return clarifySolo(ctx, id, fields['question'] ?? '');
    return Promise.resolve({ kind: 'private', card: refusalCard(OLD) });
  },
};

const OLD = 'That form is from an older version. Type /practice mock solo to go on.';

function pressed(ctx: CommandContext, arg: string): Promise<Reply> {
  const [what = '', id = '', step = ''] = arg.split('.');
  const at = stepOf(step);
  switch (what) {
    case 'go':
      return showSolo(ctx, id);
    case 'ask':
      return askSolo(ctx, id);
    case 'stop':
      return stopSolo(ctx, id);
    case 'again':
      return start(ctx, '', true);
    case 'write':
      return at === null ? start(ctx, '', false) : writeSolo(ctx, id, at);
    case 'skip':
      return at === null ? start(ctx, '', false) : skipSolo(ctx, id, at);
    case 'new':
      return start(ctx, '', false);
    case 'interrupted':
      return start(ctx, what, false);
    default:
      return start(ctx, arg, false);
  }
}

/** "", "metrics", "interrupted", "interrupted metrics", "with interruption". */
function start(ctx: CommandContext, said: string, instead: boolean): Promise<Reply> {
  const interrupted = /\binterrupt\w*/i.test(said);
  const rest = said.replace(/\b(?:with|an?|interrupt\w*)\b/gi, ' ').trim();
  const category = rest === '' ? null : findCategory(ctx.core, rest);
  if (rest !== '' && category === null) {
    const names = [...ctx.core.packs.values()].flatMap((pack) => pack.categories.map((one) => one.name));
    const words = `"${echoInput(rest)}" is not a category. Try one of: ${names.join(', ')}. Or: /practice mock solo`;
    return Promise.resolve({ kind: 'private', card: refusalCard(words) });
  }
  return startSolo(ctx, { mode: interrupted ? 'interrupted' : 'ordinary', category, instead });
}

function stepOf(text: string): SoloStep | null {
  return SOLO_STEPS.find((one) => one === text) ?? null;
}
