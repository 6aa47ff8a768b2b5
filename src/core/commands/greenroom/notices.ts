import { nearestWord } from '../nearest-word.ts';
import { echoInput } from '../../echo-input.ts';
import { KIND_WORDS, noticeLine } from '../../notices/cards.ts';
import { mutedUntil, openNotices } from '../../notices/load-notice.ts';
import { organizerNames } from '../../members/organizer-names.ts';
import { instant, rich, strong, type Rich } from '../../platform/rich.ts';
import type { NoticeKind } from '../../db/tables/notices.ts';
import type { Reply } from '../../platform/reply.ts';
import type { Command, CommandContext } from '../command.ts';
import { channelHere, findChannel, linesCard, refuse, runButton, say, type Channel } from './pieces.ts';

/** The kinds in the order in which they are shown. */
export const KINDS: readonly NoticeKind[] = [
  'missed_post',
  'failed_delivery',
  'suggestions',
  'reports',
  'channel_gone',
  'lost_access',
];

/** How many open problems the card lists. */
const SHOWN = 10;

export const notices: Command = {
  root: 'greenroom',
  words: ['notices'],
  takes: '[here|off]',
  example: '/greenroom notices here',
  says: 'Where problems and suggestions are told, and what is open. "here" makes it this channel, "off" tells organizers privately.',
  label: 'Notices',
  async run(ctx, text) {
    const said = text.trim().toLowerCase();
    const chosen = /^channel\.(\d{1,18})$/.exec(said)?.[1];
    if (chosen !== undefined) {
      const channel = await findChannel(ctx.tx, ctx.member.communityId, chosen);
      if (channel === null)
        return refuse(
          'That channel is not here any more. Type it in the channel you want: /greenroom notices here',
        );
      return tellIn(ctx, channel);
    }
    switch (said) {
      case '':
      case 'list':
        return show(ctx);
      case 'here': {
        const channel = await channelHere(ctx);
        return channel === null
          ? refuse('Type it in the channel you want: /greenroom notices here')
          : tellIn(ctx, channel);
      }
      case 'off':
      case 'privately':
        await setNoticeChannel(ctx, null);
        return say(
          linesCard([
            await whereLine(ctx),
            rich`To hear less of one kind: ${strong('/greenroom mute suggestions 7 days')}`,
          ]),
        );
      default: {
        const near = nearestWord(said, ['here', 'off', 'list']) ?? 'here';
        return refuse(`I don't know "${echoInput(text)}". Did you mean /greenroom notices ${near}?`);
      }
    }
  },
};

/** Makes a channel the one where organizers hear of problems; null for privately. */
export async function setNoticeChannel(ctx: CommandContext, channelId: string | null): Promise<void> {
  await ctx.tx
    .updateTable('communities')
    .set({ notice_channel_id: channelId })
    .where('id', '=', ctx.member.communityId)
    .execute();
}

async function tellIn(ctx: CommandContext, channel: Channel): Promise<Reply> {
  await setNoticeChannel(ctx, channel.id);
  return say(
    linesCard([
      rich`Problems and suggestions are told in ${channel.name} from now on. Everybody in that channel can read them; they never name a member.`,
    ]),
  );
}

async function show(ctx: CommandContext): Promise<Reply> {
  const { communityId } = ctx.member;
  const open = await openNotices(ctx.tx, communityId, SHOWN);
  const mutes: Rich[] = [];
  const buttons = [];
  for (const kind of KINDS) {
    const until = await mutedUntil(ctx.tx, communityId, kind, ctx.now);
    if (until !== null) mutes.push(rich`${KIND_WORDS[kind]} are muted until ${instant(until)}.`);
    buttons.push(
      until === null
        ? runButton('mute', `${kind}.7`, `Mute ${KIND_WORDS[kind]} for 7 days`.slice(0, 40))
        : runButton('mute', `${kind}.0`, `Unmute ${KIND_WORDS[kind]}`),
    );
  }
  const here = await channelHere(ctx);
  return say(
    linesCard(
      [
        await whereLine(ctx),
        ...mutes,
        open.length === 0
          ? rich`No problem is open.`
          : rich`${strong(open.length === 1 ? '1 problem is open:' : `${open.length} problems are open:`)}`,
        ...open.map(noticeLine),
      ],
      [
        ...(here === null
          ? []
          : [runButton('notices', `channel.${here.id}`, 'Tell problems here', 'primary')]),
        runButton('notices', 'off', 'Tell organizers privately'),
        ...buttons,
      ],
      'Notices',
    ),
  );
}

async function whereLine(ctx: CommandContext): Promise<Rich> {
  const row = await ctx.tx
    .selectFrom('communities')
    .innerJoin('channels', 'channels.id', 'communities.notice_channel_id')
    .select('channels.name')
    .where('communities.id', '=', ctx.member.communityId)
    .executeTakeFirst();
  if (row !== undefined) return rich`Problems and suggestions are told in ${row.name}.`;
  const names = await organizerNames(ctx.tx, ctx.member.communityId);
  return rich`Problems and suggestions are told privately to each organizer: ${names.join(', ')}.`;
}
