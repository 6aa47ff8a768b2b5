import { echoInput } from '../../echo-input.ts';
import type { Form, FormField } from '../../platform/card.ts';
import type { Reply } from '../../platform/reply.ts';
import { rich } from '../../platform/rich.ts';
import type { NumberedSchedule } from '../../schedules/load-schedules.ts';
import { changePosting, findRole, postingOf, type Posting } from '../../schedules/posting.ts';
import type { Command, CommandContext } from '../command.ts';
import { findSchedule } from './find-schedule.ts';
import { linesCard, refuse, runButton, say, sendAction } from './pieces.ts';

const EXAMPLE = '/greenroom schedule posting 1 pin on';
const ON_OFF = [
  { value: 'on', label: 'on' },
  { value: 'off', label: 'off' },
] as const;

export const schedulePosting: Command = {
  root: 'greenroom',
  words: ['schedule', 'posting'],
  takes: '[number] [threads on|off] [pin on|off] [role NAME|off]',
  example: EXAMPLE,
  says: 'How questions are posted: answers in threads, pinned, one role told. Without words, a form.',
  async run(ctx, text) {
    const found = await findSchedule(ctx, text, EXAMPLE);
    if (!found.ok) return found.reply;
    if (found.rest.trim() === '') return { kind: 'form', form: await formOf(ctx, found.schedule) };
    const said = new Map<string, string>();
    const [head = '', ...tail] = found.rest.trim().split(/(?<=^|\s)(threads?|pin|role)(?=\s|$)/iu);
    for (let index = 0; index + 1 < tail.length; index += 2)
      said.set((tail[index] ?? '').toLowerCase().replace(/s$/, ''), (tail[index + 1] ?? '').trim());
    if (head.trim() !== '' || said.size === 0)
      return refuse(`I don't know "${echoInput(found.rest)}". For example: ${EXAMPLE}`);
    return change(ctx, found.schedule, said);
  },
  async submit(ctx, arg, fields) {
    const found = await findSchedule(ctx, arg, EXAMPLE);
    if (!found.ok) return found.reply;
    const said = new Map(Object.entries(fields).filter(([name]) => /^(?:thread|pin|role)$/.test(name)));
    // A picker that was left empty takes the role off.
    if (said.get('role') === '') said.set('role', 'off');
    return change(ctx, found.schedule, said);
  },
};

async function change(
  ctx: CommandContext,
  schedule: NumberedSchedule,
  said: ReadonlyMap<string, string>,
): Promise<Reply> {
  const can = ctx.core.can.get(ctx.platform);
  if (said.has('pin') && can?.pin !== true)
    return refuse('Questions cannot be pinned by Greenroom on this platform. Pin one yourself.');
  if (said.has('role') && can?.mentionRole !== true)
    return refuse('Roles cannot be told on this platform. Leave the word role out.');
  const before = postingOf(schedule.row);
  const threadAnswers = onOff(said.get('thread'), before.threadAnswers);
  const pin = onOff(said.get('pin'), before.pin);
  if (threadAnswers === null || pin === null)
    return refuse(`Write on or off after threads and pin. For example: ${EXAMPLE}`);
  const wanted = said.get('role');
  const roleId = await roleOf(ctx, wanted, before.roleId);
  if (roleId === undefined)
    return refuse(
      `I don't know the role "${echoInput(wanted ?? '')}". Type it with its @, or choose it in the form: /greenroom schedule posting ${schedule.number}`,
    );
  const posting = { threadAnswers, pin, roleId };
  await changePosting(ctx.tx, schedule.row.id, posting);
  return say(
    linesCard(
      [
        rich`Schedule ${schedule.number} in ${schedule.channelName}: ${await wordsOf(ctx, posting)} It holds from the next question on.`,
      ],
      [runButton('schedule.preview', String(schedule.number), 'Preview', 'primary')],
    ),
  );
}

/** Our id of the role; null for none; undefined when nobody knows it. */
async function roleOf(
  ctx: CommandContext,
  said: string | undefined,
  before: string | null,
): Promise<string | null | undefined> {
  if (said === undefined) return before;
  if (/^(?:off|none|no|-)$/i.test(said.trim())) return null;
  return (await findRole(ctx.tx, ctx.member.communityId, said))?.id;
}

function onOff(said: string | undefined, otherwise: boolean): boolean | null {
  const word = (said ?? '').trim().toLowerCase();
  if (word === '') return otherwise;
  if (/^(?:on|yes|y)$/.test(word)) return true;
  return /^(?:off|no|n)$/.test(word) ? false : null;
}

async function wordsOf(ctx: CommandContext, posting: Posting): Promise<string> {
  const can = ctx.core.can.get(ctx.platform);
  const role =
    posting.roleId === null
      ? undefined
      : await ctx.tx
          .selectFrom('community_roles')
          .select('name')
          .where('id', '=', posting.roleId)
          .executeTakeFirst();
  return [
    posting.threadAnswers ? 'replies in the thread can be answers.' : 'answers by the Answer button only.',
    ...(can?.pin === true ? [posting.pin ? 'Each question is pinned.' : 'Questions are not pinned.'] : []),
    ...(can?.mentionRole === true
      ? [role === undefined ? 'No role is told.' : `The role ${role.name} is told of each question.`]
      : []),
  ].join(' ');
}

async function formOf(ctx: CommandContext, schedule: NumberedSchedule): Promise<Form> {
  const can = ctx.core.can.get(ctx.platform);
  const { threadAnswers, pin, roleId } = postingOf(schedule.row);
  const role =
    roleId === null
      ? undefined
      : await ctx.tx
          .selectFrom('community_roles')
          .select('external_id')
          .where('id', '=', roleId)
          .executeTakeFirst();
  const field = { multiline: false, required: true, maxLength: 10, choices: ON_OFF } as const;
  const fields: FormField[] = [
    {
      ...field,
      name: 'thread',
      label: 'Answers in threads',
      help: 'on: replies in the thread can be answers. off: only the Answer button.',
      value: threadAnswers ? 'on' : 'off',
    },
  ];
  if (can?.pin === true)
    fields.push({
      ...field,
      name: 'pin',
      label: 'Pin each question',
      help: 'The newest one is pinned, the one before is not any more.',
      value: pin ? 'on' : 'off',
    });
  if (can?.mentionRole === true)
    fields.push({
      name: 'role',
      label: 'Role to tell',
      help: 'One role that is mentioned in the thread of each question. Leave it empty for none.',
      value: role?.external_id ?? '',
      multiline: false,
      required: false,
      maxLength: 100,
      pick: 'role',
    });
  return {
    submit: sendAction('schedule.posting', String(schedule.number)),
    title: `How schedule ${schedule.number} posts`,
    intro: [],
    fields,
    submitLabel: 'Save',
  };
}
