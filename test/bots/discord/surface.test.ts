import { readFileSync } from 'node:fs';
import { ApplicationCommandOptionType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { computePermissions } from '../../../src/bots/discord/channel-permissions.ts';
import { appCommands, commandText, focusedText } from '../../../src/bots/discord/commands.ts';
import { INVITE_PERMISSIONS, permissionChecks } from '../../../src/bots/discord/permission-checks.ts';
import { renderForm } from '../../../src/bots/discord/render-form.ts';
import { suggestText } from '../../../src/bots/discord/suggest.ts';
import { commandName } from '../../../src/core/commands/command.ts';
import { parseCommand } from '../../../src/core/commands/parse-command.ts';
import { COMMANDS, commandsOf } from '../../../src/core/commands/registry.ts';
import type { Form, FormField } from '../../../src/core/platform/card.ts';
import { rich } from '../../../src/core/platform/rich.ts';
import {
  commandsSchema,
  modalSchema,
  problemsOfCommands,
  problemsOfModal,
} from '../../support/discord/limits.ts';
import { openapiCheck } from '../../support/discord/openapi.ts';

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  name,
  label: 'Your answer',
  help: null,
  value: '',
  multiline: true,
  required: true,
  maxLength: 8_000,
  ...more,
});
const form = (fields: readonly FormField[], title = 'Your answer'): Form => ({
  submit: 'submit:1:2',
  title,
  intro: [{ kind: 'text', text: rich`Push or *sync*?` }],
  fields,
  submitLabel: 'Send',
});

describe('the commands on Discord', () => {
  const made = appCommands(COMMANDS);

  it('are what Discord takes', () => {
    expect(problemsOfCommands(commandsSchema.parse(made))).toEqual([]);
    expect(openapiCheck()?.('PUT', '/applications/1/commands', made) ?? []).toEqual([]);
  });

  it('lead each to the command of core that it stands for', () => {
    for (const root of made.filter((one) => one.options !== undefined)) {
      const kind = root.name === 'practice' ? 'practice' : 'greenroom';
      const reached = (root.options ?? []).flatMap((option) => {
        const leaves =
          option.type === ApplicationCommandOptionType.SubcommandGroup
            ? (option.options ?? []).map((sub) => [{ ...option, options: [{ ...sub, options: [] }] }])
            : [[{ ...option, options: [] }]];
        return leaves.map((leaf) => {
          const parsed = parseCommand(commandsOf(kind), commandText(leaf));
          return parsed.kind === 'command' ? commandName(parsed.command) : parsed.kind;
        });
      });
      expect(reached.toSorted()).toEqual(
        [...commandsOf(kind).map((one) => commandName(one)), 'help'].toSorted(),
      );
    }
  });

  it('describe themselves in whole sentences, and in other languages where there is a translation', () => {
    const says = COMMANDS.find((one) => commandName(one) === 'practice.me')?.says ?? '';
    const translated = appCommands(COMMANDS, new Map([[says, { de: 'Deine Tage.' }]]));
    expect(JSON.stringify(translated)).toContain('"description_localizations":{"de":"Deine Tage."}');
    expect(problemsOfCommands(commandsSchema.parse(translated))).toEqual([]);
    expect(openapiCheck()?.('PUT', '/applications/1/commands', translated) ?? []).toEqual([]);
    expect(JSON.stringify(made)).not.toContain('…');
  });

  it('hide those for organizers from everybody else', () => {
    expect(made.find((one) => one.name === 'greenroom')?.default_member_permissions).toBe(32);
    expect(made.find((one) => one.name === 'practice')?.default_member_permissions).toBeUndefined();
  });

  it('carry what was typed, as it was typed', () => {
    const what = { type: 3, name: 'what', value: '09:00  Europe/London', focused: true };
    const options = [{ type: 2, name: 'schedule', options: [{ type: 1, name: 'add', options: [what] }] }];
    expect(commandText(options)).toBe('schedule add 09:00  Europe/London');
    expect(focusedText(options)).toEqual({ words: 'schedule add', typed: '09:00  Europe/London' });
  });

  it('suggest an example first, then what fits', () => {
    expect(suggestText(COMMANDS, 'greenroom', 'schedule add', '', [])[0]).toBe(
      '09:00 Europe/London weekdays',
    );
    expect(suggestText(COMMANDS, 'greenroom', 'schedule add', '9am kath', [])).toContain(
      '9am Asia/Kathmandu',
    );
    expect(suggestText(COMMANDS, 'practice', 'now', 'de', ['Design', 'Metrics'])).toEqual(['de', 'Design']);
    expect(suggestText(COMMANDS, 'practice', 'nothing', 'x', [])).toEqual([]);
  });
});

it('the README’s invite asks for what the checklist looks at, and says what can be left out', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain(`permissions=${INVITE_PERMISSIONS}`);
  const lines = permissionChecks('1', '0', false)?.lines ?? [];
  expect(lines.every((line) => !line.ok)).toBe(true);
  expect(permissionChecks('1', '8', true)?.lines.every((line) => line.ok)).toBe(true);
  expect(permissionChecks('1', undefined, true)).toBeNull();
});

describe('a form on Discord', () => {
  it('shows the question above its fields and takes 4,000 characters in each', () => {
    const modal = renderForm(form([field('answer', { value: 'before' }), field('more')]));
    expect(problemsOfModal(modalSchema.parse(modal))).toEqual([]);
    expect(modal.components[0]).toMatchObject({ content: String.raw`Push or \*sync\*?` });
    expect(modal.components[1]).toMatchObject({
      component: { custom_id: 'answer', max_length: 4_000, value: 'before' },
    });
    expect(openapiCheck()?.('POST', '/interactions/1/t/callback', { type: 9, data: modal }) ?? []).toEqual(
      [],
    );
  });

  it('shortens what is too long for a label and says it whole above', () => {
    const label = 'Which number would you look at two weeks after the launch';
    const modal = renderForm(
      form(
        [field('a', { label, help: 'h'.repeat(120) })],
        'A title that is longer than Discord would ever show',
      ),
    );
    expect(problemsOfModal(modalSchema.parse(modal))).toEqual([]);
    expect(JSON.stringify(modal.components[0])).toContain(label);
    expect(JSON.stringify(modal.components[0])).toContain('h'.repeat(120));
  });

  it('has room for five fields, and refuses a sixth', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((name) => field(name));
    expect(renderForm(form(five)).components).toHaveLength(5);
    expect(() => renderForm(form([...five, field('f')]))).toThrow(RangeError);
  });
});

describe('permissions of a channel', () => {
  const [everyone, helper, bot] = ['1', '2', '3'];
  const roles = [
    { id: everyone, permissions: 0b0111n },
    { id: helper, permissions: 0b1000_0000n },
    { id: 'other', permissions: 0b1_0000_0000n },
  ];
  const rights = { serverId: everyone, userId: bot, roles, ownRoles: [helper], overwrites: [] };
  const overwrite = (id: string, deny: bigint, allow: bigint) => ({ id, deny, allow });

  it('are those of its roles, changed by the channel for everyone, then for roles, then for itself', () => {
    expect(computePermissions(rights)).toBe(0b1000_0111n);
    const overwrites = [
      overwrite(bot, 0n, 0b0001n),
      overwrite(helper, 0b0001n, 0b0010n),
      overwrite(everyone, 0b0010n, 0n),
      overwrite('other', 0b0100n, 0b1_0000_0000n),
    ];
    expect(computePermissions({ ...rights, overwrites })).toBe(0b1000_0111n);
    expect(computePermissions({ ...rights, overwrites: overwrites.slice(1) })).toBe(0b1000_0110n);
    expect(computePermissions({ ...rights, overwrites: overwrites.slice(2) })).toBe(0b1000_0101n);
  });

  it('are all of them for an administrator, whatever the channel says', () => {
    const admin = [{ id: helper, permissions: 8n }];
    const own = computePermissions({ ...rights, roles: admin, overwrites: [overwrite(bot, 0b1111n, 0n)] });
    expect(own & (1n << 40n)).not.toBe(0n);
  });
});
