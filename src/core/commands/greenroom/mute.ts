import { echoInput } from '../../echo-input.ts';
import { KIND_WORDS } from '../../notices/cards.ts';
import { muteNotices } from '../../notices/mute-notices.ts';
import type { NoticeKind } from '../../db/tables/notices.ts';
import { instant, rich } from '../../platform/rich.ts';
import type { Command } from '../command.ts';
import { nearestWord } from '../nearest-word.ts';
import { KINDS } from './notices.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

const EXAMPLE = '/greenroom mute suggestions 7 days';
const DEFAULT_DAYS = 7;
/** Longer than a season of holidays, short enough to come back by itself. */
const MAX_DAYS = 90;

export const mute: Command = {
  root: 'greenroom',
  words: ['mute'],
  takes: 'KIND [days|off]',
  example: EXAMPLE,
  says: 'One kind of notice is not told for some days.',
  async run(ctx, text) {
    const pressed = /^([a-z_]{1,20})\.(\d{1,2})$/.exec(text.trim());
    const kind = pressed === null ? kindOf(text) : (KINDS.find((one) => one === pressed[1]) ?? null);
    if (kind === null) {
      const said =
        text.trim() === '' ? 'Which kind of notice?' : `"${echoInput(text)}" is no kind of notice.`;
      const buttons = KINDS.map((one) =>
        runButton('mute', `${one}.${DEFAULT_DAYS}`, `Mute ${KIND_WORDS[one]} for 7 days`.slice(0, 40)),
      );
      return say(
        linesCard(
          [
            rich`${said} There are: ${KINDS.map((one) => KIND_WORDS[one]).join(', ')}. For example: ${EXAMPLE}`,
          ],
          buttons,
        ),
      );
    }
    const days = pressed === null ? daysOf(text) : Number(pressed[2]);
    if (days > MAX_DAYS) return refuse(`${MAX_DAYS} days at most. For example: ${EXAMPLE}`);
    const until = await muteNotices(ctx.tx, ctx.member.communityId, kind, days, ctx.now);
    if (until === null) return say(linesCard([rich`Notices of ${KIND_WORDS[kind]} are told again.`]));
    return say(
      linesCard(
        [
          rich`Notices of ${KIND_WORDS[kind]} are not told until ${instant(until)}. They are still listed under /greenroom notices.`,
        ],
        [runButton('mute', `${kind}.0`, `Unmute ${KIND_WORDS[kind]}`)],
      ),
    );
  },
};

function kindOf(text: string): NoticeKind | null {
  const said = text
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, ' ')
    .trim();
  for (const kind of KINDS)
    if (said.startsWith(KIND_WORDS[kind]) || said.startsWith(kind.replace('_', ' '))) return kind;
  const [first = ''] = said.split(' ');
  const heads: Readonly<Record<string, NoticeKind>> = {
    missed: 'missed_post',
    posts: 'missed_post',
    failed: 'failed_delivery',
    deliveries: 'failed_delivery',
    suggestions: 'suggestions',
    suggestion: 'suggestions',
    reports: 'reports',
    report: 'reports',
    deleted: 'channel_gone',
    channels: 'channel_gone',
    access: 'lost_access',
    lost: 'lost_access',
  };
  const near = nearestWord(first, Object.keys(heads));
  return near === null ? null : (heads[near] ?? null);
}

/** "3 days", "2 weeks", "off"; a week when nothing is said. */
function daysOf(text: string): number {
  if (/\boff\b/i.test(text)) return 0;
  const [, number, unit] = /(\d{1,4})\s*(w)?/i.exec(text) ?? [];
  if (number === undefined) return DEFAULT_DAYS;
  return Number(number) * (unit === undefined ? 1 : 7);
}
