import { z } from 'zod';

/**
 * What Discord refuses about messages, modals and commands although its OpenAPI document lets it pass: the
 * documented limits that a schema does not say. Each problem is a short text; none when it fits.
 */

const CONTENT_MAX = 2_000;
const EMBEDS_MAX = 6_000;
const TEXT_DISPLAYS_MAX = 4_000;
const COMPONENTS_MAX = 40;
const NONCE_MAX = 25;
/** Select menus: of texts, users, roles, both, channels. */
const SELECTS: readonly number[] = [3, 5, 6, 7, 8];
const IS_COMPONENTS_V2 = 1 << 15;

const componentSchema = z.looseObject({
  type: z.number(),
  id: z.number().optional(),
  content: z.string().optional(),
  custom_id: z.string().optional(),
  label: z.string().optional(),
  description: z.string().optional(),
  placeholder: z.string().optional(),
  options: z.array(z.looseObject({ value: z.string() })).optional(),
  items: z.array(z.looseObject({ description: z.string().optional() })).optional(),
  get components() {
    return z.array(componentSchema).optional();
  },
  get component() {
    return componentSchema.optional();
  },
});
export type Component = z.infer<typeof componentSchema>;

export const messageBodySchema = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.looseObject({})).nullish(),
  components: z.array(componentSchema).nullish(),
  flags: z.number().nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  allowed_mentions: z.looseObject({ roles: z.array(z.string()).max(1).optional() }).nullish(),
  message_reference: z.looseObject({ message_id: z.string() }).nullish(),
});
export type MessageBody = z.infer<typeof messageBodySchema>;

/** All components of a tree, nested ones too. */
export function flatten(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...flatten(one.components ?? []),
    ...(one.component === undefined ? [] : flatten([one.component])),
  ]);
}

/** What is wrong with a message to be sent. `flags` of an edited message count when the edit names none. */
export function problemsOfMessage(body: MessageBody, standingFlags = 0): string[] {
  const problems: string[] = [];
  const all = flatten(body.components ?? []);
  const flags = body.flags ?? standingFlags;
  const content = body.content ?? '';
  if (content.length > CONTENT_MAX) problems.push(`content of ${content.length} characters`);
  if (JSON.stringify(body.embeds ?? []).length > EMBEDS_MAX + 2_000) problems.push('embeds over 6000');
  if (body.nonce !== undefined && body.nonce !== null && String(body.nonce).length > NONCE_MAX) {
    problems.push(`nonce of ${String(body.nonce).length} characters`);
  }
  const parse = z.object({ parse: z.array(z.string()) }).safeParse(body.allowed_mentions);
  if (!parse.success || parse.data.parse.length > 0)
    problems.push('mentions that nobody asked for are allowed');
  if ((flags & IS_COMPONENTS_V2) === 0) {
    if (all.some((one) => one.type >= 9)) problems.push('components of version 2 without the flag');
    if (content === '' && (body.embeds ?? []).length === 0 && all.length === 0)
      problems.push('an empty message');
    if ((body.components ?? []).length > 5) problems.push('more than 5 rows');
  } else {
    if (content !== '' || (body.embeds ?? []).length > 0)
      problems.push('content beside components of version 2');
    if (all.length === 0) problems.push('an empty message');
  }
  return [...problems, ...problemsOfTree(all)];
}

function problemsOfTree(all: readonly Component[]): string[] {
  const problems: string[] = [];
  const text = all.filter((one) => one.type === 10).reduce((sum, one) => sum + (one.content ?? '').length, 0);
  if (text > TEXT_DISPLAYS_MAX) problems.push(`text displays of ${text} characters`);
  if (all.length > COMPONENTS_MAX) problems.push(`${all.length} components`);
  if (all.some((one) => one.type === 10 && (one.content ?? '').trim() === ''))
    problems.push('an empty text display');
  for (const row of all.filter((one) => one.type === 1)) {
    const count = (row.components ?? []).length;
    if (count < 1 || count > 5) problems.push(`a row of ${count}`);
    if (count > 1 && (row.components ?? []).some((one) => SELECTS.includes(one.type)))
      problems.push('a select menu beside others in a row');
  }
  for (const button of all.filter((one) => one.type === 2)) {
    if ((button.label ?? '').length > 80) problems.push('a label over 80 characters');
    const id = button.custom_id ?? '';
    if (id.length < 1 || id.length > 100) problems.push(`a custom_id of ${id.length} characters`);
  }
  for (const select of all.filter((one) => SELECTS.includes(one.type))) {
    const id = select.custom_id ?? '';
    if (id.length < 1 || id.length > 100) problems.push(`a custom_id of ${id.length} characters`);
    if ((select.placeholder ?? '').length > 150) problems.push('a placeholder over 150');
    if (select.type === 3 && (select.options ?? []).length === 0) problems.push('a menu without options');
  }
  for (const gallery of all.filter((one) => one.type === 12)) {
    const count = gallery.items?.length ?? 0;
    if (count < 1 || count > 10) problems.push(`a gallery of ${count}`);
    if (gallery.items?.some((item) => (item.description ?? '').length > 1_024))
      problems.push('a description over 1024');
  }
  problems.push(
    ...doubled(
      all.flatMap((one) => (one.custom_id === undefined ? [] : [one.custom_id])),
      'custom_id',
    ),
  );
  problems.push(
    ...doubled(
      all.flatMap((one) => (one.id === undefined || one.id === 0 ? [] : [String(one.id)])),
      'id',
    ),
  );
  return problems;
}

function doubled(ids: readonly string[], what: string): string[] {
  return ids.length === new Set(ids).size ? [] : [`a ${what} twice in one message`];
}

export const modalSchema = z.looseObject({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(componentSchema),
});

/** What is wrong with a modal to be opened. */
export function problemsOfModal(modal: z.infer<typeof modalSchema>): string[] {
  const problems: string[] = [];
  if (modal.title.length < 1 || modal.title.length > 45) problems.push(`a title of ${modal.title.length}`);
  if (modal.custom_id.length > 100) problems.push(`a custom_id of ${modal.custom_id.length}`);
  if (modal.components.length < 1 || modal.components.length > 5)
    problems.push(`${modal.components.length} components`);
  const all = flatten(modal.components);
  for (const label of all.filter((one) => one.type === 18)) {
    if ((label.label ?? '').length > 45) problems.push('a label over 45');
    if ((label.description ?? '').length > 100) problems.push('a description over 100');
  }
  return [...problems, ...problemsOfTree(all)];
}

const optionSchema = z.looseObject({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  autocomplete: z.boolean().optional(),
  choices: z.array(z.looseObject({})).optional(),
  get options() {
    return z.array(optionSchema).optional();
  },
});
export const commandsSchema = z.array(
  z.looseObject({
    name: z.string(),
    type: z.number().optional(),
    description: z.string().optional(),
    default_member_permissions: z.number().optional(),
    options: z.array(optionSchema).optional(),
  }),
);

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

/** What is wrong with the application's commands. */
export function problemsOfCommands(commands: z.infer<typeof commandsSchema>): string[] {
  return commands.flatMap((command) => {
    const problems: string[] = [];
    const chat = (command.type ?? 1) === 1;
    if (chat && (!NAME.test(command.name) || command.name !== command.name.toLowerCase()))
      problems.push(`the name ${command.name}`);
    if (chat && ((command.description ?? '') === '' || (command.description ?? '').length > 100))
      problems.push('a description');
    if (JSON.stringify(command).length > 8_000 + 4_000)
      problems.push(`${command.name} is over 8000 characters`);
    return [...problems, ...problemsOfOptions(command.options ?? [], 0)];
  });
}

function problemsOfOptions(options: readonly z.infer<typeof optionSchema>[], depth: number): string[] {
  const problems: string[] = [];
  if (options.length > 25) problems.push(`${options.length} options`);
  if (new Set(options.map((one) => one.name)).size !== options.length) problems.push('an option name twice');
  for (const option of options) {
    if (!NAME.test(option.name) || option.name !== option.name.toLowerCase())
      problems.push(`the option name ${option.name}`);
    if (option.description.length < 1 || option.description.length > 100)
      problems.push(`the description of ${option.name}`);
    if (option.type === 2 && depth > 0) problems.push('a group inside a group');
    if (option.autocomplete === true && (option.choices ?? []).length > 0)
      problems.push('choices beside autocomplete');
    problems.push(...problemsOfOptions(option.options ?? [], depth + 1));
  }
  return problems;
}
