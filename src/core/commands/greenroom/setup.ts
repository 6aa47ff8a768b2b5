import { loadRules } from '../../communities/keep-rules.ts';
import { loadSetup, type SetupState } from '../../communities/setup-state.ts';
import { never } from '../../errors.ts';
import { enqueue } from '../../jobs/outbox.ts';
import { PICKED, type Button, type Card } from '../../platform/card.ts';
import { rich, strong, type Rich } from '../../platform/rich.ts';
import type { Reply } from '../../platform/reply.ts';
import { scheduleLine } from '../../schedules/cards.ts';
import { loadSchedules } from '../../schedules/load-schedules.ts';
import type { Command, CommandContext } from '../command.ts';
import { setNoticeChannel } from './notices.ts';
import {
  channelHere,
  findChannel,
  linesCard,
  refuse,
  runButton,
  say,
  sendAction,
  todayHere,
  type Channel,
} from './pieces.ts';

/** Below so many questions a daily channel sees repeats within a season. */
const FEW_QUESTIONS = 20;

export const setup: Command = {
  root: 'greenroom',
  words: ['setup'],
  takes: '',
  example: '/greenroom setup',
  says: 'Three steps: this channel, the time, and where problems are told. Then a checklist.',
  label: 'Setup',
  async run(ctx, text) {
    const [, step, id = ''] =
      /^(when|tell|notice|private|check|test|guide)\.(\d{1,18})$/.exec(text.trim()) ?? [];
    const channel =
      step === undefined ? await channelHere(ctx) : await findChannel(ctx.tx, ctx.member.communityId, id);
    if (channel === null)
      return refuse('Type it in the channel that questions should come to: /greenroom setup');
    switch (step ?? 'start') {
      case 'when':
        return whenStep(ctx, channel);
      case 'tell':
        return tellStep(ctx, channel);
      case 'notice':
      case 'private':
        await setNoticeChannel(ctx, step === 'notice' ? channel.id : null);
        return { kind: 'replace', card: await checklist(ctx, channel, null) };
      case 'check':
        return { kind: 'replace', card: await checklist(ctx, channel, null) };
      case 'test':
        await ask(ctx, channel, 'test');
        return {
          kind: 'replace',
          card: await checklist(
            ctx,
            channel,
            `A test question is on its way to ${channel.name}. It counts for nobody.`,
          ),
        };
      case 'guide':
        await ask(ctx, channel, 'guide');
        return {
          kind: 'replace',
          card: await checklist(
            ctx,
            channel,
            `"How this works" is on its way to ${channel.name}. Pin it there, so that it is found.`,
          ),
        };
      default: {
        const known = (await loadSchedules(ctx.tx, ctx.member.communityId)).some(
          (one) => one.row.channel_id === channel.id,
        );
        return known ? say(await checklist(ctx, channel, null)) : whereStep(ctx, channel);
      }
    }
  },
  async submit(ctx, arg, fields) {
    const [, step, id = ''] = /^(where|notice)\.(\d{1,18})$/.exec(arg) ?? [];
    const channel = await findChannel(ctx.tx, ctx.member.communityId, id);
    const picked = await findPickedChannel(ctx, fields[PICKED] ?? '');
    if (step === undefined || channel === null || picked === null)
      return refuse('That channel cannot be used. Choose a text channel, or type /greenroom setup in it.');
    if (step === 'where') return whenStep(ctx, picked);
    await setNoticeChannel(ctx, picked.id);
    return { kind: 'replace', card: await checklist(ctx, channel, null) };
  },
};

/** A channel that was picked from the platform's own list. */
async function findPickedChannel(ctx: CommandContext, externalId: string): Promise<Channel | null> {
  const row = await ctx.tx
    .selectFrom('channels')
    .select(['id', 'name'])
    .where('community_id', '=', ctx.member.communityId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row ?? null;
}

/** The picker of a channel for one step, where the platform has one. */
function pickChannel(ctx: CommandContext, card: Card, step: string, channel: Channel, label: string): Card {
  if (ctx.core.can.get(ctx.platform)?.pick !== true) return card;
  return { ...card, picks: [{ action: sendAction('setup', `${step}.${channel.id}`), label, of: 'channel' }] };
}

function whereStep(ctx: CommandContext, channel: Channel): Reply {
  const card = linesCard(
    [
      rich`Questions will come in ${strong(channel.name)}. For another channel, type ${strong('/greenroom setup')} there.`,
    ],
    [runButton('setup', `when.${channel.id}`, 'Use this channel', 'primary')],
    'Setup, step 1 of 3: where',
  );
  return say(pickChannel(ctx, card, 'where', channel, 'Another channel for questions'));
}

async function whenStep(ctx: CommandContext, channel: Channel): Promise<Reply> {
  const [here] = (await loadSetup(ctx.core, ctx.tx, ctx.member.communityId, channel.id)).schedules;
  const today = await todayHere(ctx);
  const lines =
    here === undefined
      ? [
          rich`Most communities ask at 09:00 on weekdays. The form proposes that; you give the time zone, and see the next three dates before anything starts.`,
        ]
      : [scheduleLine(here, today)];
  const buttons =
    here === undefined
      ? [runButton('schedule.add', `form.${channel.id}`, 'Choose time and days', 'primary')]
      : [
          runButton('setup', `tell.${channel.id}`, 'Keep it', 'primary'),
          runButton('schedule.change', String(here.number), 'Choose time and days'),
        ];
  return { kind: 'replace', card: linesCard(lines, buttons, 'Setup, step 2 of 3: when') };
}

function tellStep(ctx: CommandContext, channel: Channel): Reply {
  const card = linesCard(
    [
      rich`Greenroom tells organizers when a question could not be posted, when messages cannot be delivered, and when members suggest questions.`,
      rich`A channel for organizers is best: type ${strong('/greenroom notices here')} in it. Or choose now.`,
    ],
    [
      runButton('setup', `private.${channel.id}`, 'Tell organizers privately', 'primary'),
      runButton('setup', `notice.${channel.id}`, 'Tell problems here'),
      runButton('setup', `check.${channel.id}`, 'Leave it as it is'),
    ],
    'Setup, step 3 of 3: problems',
  );
  return { kind: 'replace', card: pickChannel(ctx, card, 'notice', channel, 'A channel for problems') };
}

/** Line by line what is there and what is missing, with the fix beside it. */
async function checklist(ctx: CommandContext, channel: Channel, note: string | null) {
  const state = await loadSetup(ctx.core, ctx.tx, ctx.member.communityId, channel.id);
  const today = await todayHere(ctx);
  const lines: Rich[] = note === null ? [] : [rich`${note}`];
  const fixes: Button[] = [];
  const [first] = state.schedules;
  if (first === undefined) {
    lines.push(rich`Missing: no question is planned in ${channel.name}. Press Choose time and days.`);
    fixes.push(runButton('schedule.add', `form.${channel.id}`, 'Choose time and days', 'primary'));
  }
  for (const schedule of state.schedules) {
    const paused = schedule.row.paused_at !== null;
    lines.push(
      rich`${paused ? 'Missing: it is paused. Press Resume.' : 'Done:'} ${scheduleLine(schedule, today)}`,
    );
    if (paused && schedule === first)
      fixes.push(runButton('schedule.resume', String(schedule.number), 'Resume', 'primary'));
  }
  lines.push(
    state.noticeChannel === null
      ? rich`Done: problems are told privately to ${state.organizers.join(', ')}. For a channel instead, type ${strong('/greenroom notices here')} in it.`
      : rich`Done: problems are told in ${state.noticeChannel}.`,
    state.organizers.length > 1
      ? rich`Done: ${state.organizers.length} organizers.`
      : rich`Better: there is one organizer. A second one can help when you are away: ${strong('/greenroom organizer add NAME')}`,
    state.questions >= FEW_QUESTIONS
      ? rich`Done: ${state.questions} questions to ask.`
      : rich`Missing: only ${state.questions} questions are left to ask. Add some with ${strong('/greenroom question add')}.`,
    await readerLine(ctx),
    testLine(state, channel),
    ...(await checkLines(ctx, channel)),
  );
  return linesCard(
    lines,
    [
      ...fixes,
      runButton(
        'setup',
        `test.${channel.id}`,
        'Post a test question',
        fixes.length === 0 ? 'primary' : 'secondary',
      ),
      runButton('setup', `guide.${channel.id}`, 'Post How this works'),
      ...(first === undefined ? [] : [runButton('schedule.preview', String(first.number), 'Preview')]),
      runButton('setup', `tell.${channel.id}`, 'Where problems are told'),
    ],
    `Setup of ${channel.name}`,
  );
}

/** What the platform says the bot may do in the channel, with the fix beside what it may not. */
async function checkLines(ctx: CommandContext, channel: Channel): Promise<Rich[]> {
  const { checks } = ctx;
  if (checks === null) return [];
  const row = await ctx.tx
    .selectFrom('channels')
    .select('external_id')
    .where('id', '=', channel.id)
    .executeTakeFirst();
  if (row?.external_id !== checks.channelId)
    return [
      rich`Not looked at: what the bot may do in ${channel.name}. Type ${strong('/greenroom setup')} there to see it.`,
    ];
  const fine = checks.lines.filter((line) => line.ok).map((line) => line.label);
  return [
    ...(fine.length === 0 ? [] : [rich`Done: the bot has ${fine.join(', ')}.`]),
    ...checks.lines
      .filter((line) => !line.ok)
      .map((line) => rich`${line.needed ? 'Missing' : 'Better'}: ${strong(line.label)}, ${line.fix}`),
  ];
}

/** Who reads the answers: what organizers must be able to tell their members. */
async function readerLine(ctx: CommandContext): Promise<Rich> {
  const { readBy } = ctx.core;
  if (readBy === null)
    return rich`Done: answers are read by the offline coach, inside Greenroom. They are sent to no outside service.`;
  const { model, member } = await loadRules(ctx.tx, ctx.member.communityId);
  return model.requests === 0 || member.requests === 0
    ? rich`Done: answers are read by the offline coach, as ${strong('/greenroom rules')} says. They are sent to no outside service.`
    : rich`Done: answers are read by ${readBy}, without names. Its daily limits are in ${strong('/greenroom rules')}.`;
}

function testLine(state: SetupState, channel: Channel): Rich {
  switch (state.test.kind) {
    case 'none':
      return rich`Not tried yet: whether questions arrive in ${channel.name}. Press Post a test question; it counts for nobody.`;
    case 'under_way':
      return rich`Under way: a test question for ${channel.name}.`;
    case 'sent':
      return rich`Done: a test question arrived in ${channel.name}.`;
    case 'failed':
      return rich`Missing: the test question did not arrive in ${channel.name}. ${state.test.reason} Then press Post a test question again.`;
    default:
      return never(state.test);
  }
}

async function ask(ctx: CommandContext, channel: Channel, what: 'test' | 'guide'): Promise<void> {
  const asked = String(ctx.now.epochMilliseconds);
  await enqueue(ctx.tx, 'channel.post', { channelId: channel.id, what, asked }, { now: ctx.now });
}
