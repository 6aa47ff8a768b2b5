import { refusalCard } from '../../answers/cards.ts';
import { readSetting, readZone, settingsFor, type SettingChange } from '../../members/change-setting.ts';
import { toMember, type Member } from '../../members/member.ts';
import { homeChanged } from '../../members/home-changed.ts';
import { settingsCard, zoneForm } from '../../members/settings-cards.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import type { Command, CommandContext } from '../command.ts';

export const settings: Command = {
  root: 'practice',
  words: ['settings'],
  takes: '[name choice]',
  example: '/practice settings streak hidden',
  also: ['options', 'preferences', 'timer', 'zone', 'timezone', 'wording'],
  says: 'How things are worded, asked and shown to you.',
  label: 'Settings',
  async run(ctx, text) {
    const said = text.trim();
    const zone = await zoneOf(ctx.tx, ctx.member.communityId);
    const shown = settingsFor(ctx.core.can.get(ctx.platform));
    if (said === '') return { kind: 'private', card: settingsCard(ctx.member, zone, shown) };
    if (said.toLowerCase() === 'zone')
      return { kind: 'form', form: zoneForm(ctx.member.settings.zone, zone) };
    const change = readSetting(said, shown);
    if (!change.ok) return { kind: 'private', card: refusalCard(change.message) };
    const member = await save(ctx, change.value);
    // A press changes the card it stands on; a typed command has none.
    return {
      kind: ctx.channelExternalId === null ? 'replace' : 'private',
      card: settingsCard(member, zone, shown),
    };
  },
  async submit(ctx, _arg, fields) {
    const change = readZone((fields['zone'] ?? '').trim());
    if (!change.ok) return { kind: 'form_errors', errors: { zone: change.message } };
    const member = await save(ctx, change.value);
    const shown = settingsFor(ctx.core.can.get(ctx.platform));
    return { kind: 'private', card: settingsCard(member, await zoneOf(ctx.tx, member.communityId), shown) };
  },
};

async function save(ctx: CommandContext, change: SettingChange): Promise<Member> {
  const row = await ctx.tx
    .updateTable('members')
    .set(change)
    .where('id', '=', ctx.member.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await homeChanged(ctx.tx, ctx.member.id, ctx.now);
  return toMember(row);
}
