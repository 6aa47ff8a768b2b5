import { z } from 'zod';

/**
 * What Slack's documentation says about blocks, as a check: the limits of messages and views, and what a
 * person reads in them. Every problem is a short text; none when it fits.
 */

const plainText = z.strictObject({
  type: z.literal('plain_text'),
  text: z.string(),
  emoji: z.boolean().optional(),
});
const styleSchema = z
  .strictObject({ bold: z.boolean().optional(), italic: z.boolean().optional() })
  .optional();
const runSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: styleSchema }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: z.string().min(1),
    fallback: z.string().min(1),
    style: styleSchema,
  }),
]);
const sectionSchema = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(runSchema).min(1),
});
const buttonSchema = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(255),
  text: plainText.extend({ text: z.string().min(1).max(75) }),
  style: z.enum(['primary', 'danger']).optional(),
});
const selectSchema = z.strictObject({
  type: z.literal('conversations_select'),
  action_id: z.string().min(1).max(255),
  placeholder: plainText.extend({ text: z.string().min(1).max(150) }),
  filter: z
    .strictObject({
      include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).min(1),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
});
const blockId = z.string().min(1).max(255).optional();

/** The blocks that Greenroom sends, with Slack's documented limits of each. */
export const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z
      .array(
        z.discriminatedUnion('type', [
          sectionSchema,
          z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(runSchema).min(1) }),
          z.strictObject({
            type: z.literal('rich_text_list'),
            style: z.enum(['bullet', 'ordered']),
            elements: z.array(sectionSchema).min(1),
          }),
        ]),
      )
      .min(1),
  }),
  z.strictObject({
    type: z.literal('header'),
    block_id: blockId,
    text: plainText.extend({ text: z.string().min(1).max(150) }),
  }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(plainText.extend({ text: z.string().min(1).max(3_000) }))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id: blockId,
    image_url: z.url({ protocol: /^https?$/ }).max(3_000),
    alt_text: z.string().min(1).max(2_000),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [buttonSchema, selectSchema]))
      .min(1)
      .max(25),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    optional: z.boolean().optional(),
    label: plainText.extend({ text: z.string().min(1).max(2_000) }),
    hint: plainText.extend({ text: z.string().min(1).max(2_000) }).optional(),
    element: z.strictObject({
      type: z.literal('plain_text_input'),
      action_id: z.string().min(1).max(255),
      multiline: z.boolean().optional(),
      max_length: z.int().min(1).max(3_000).optional(),
      initial_value: z.string().max(3_000).optional(),
    }),
  }),
]);
export type AnyBlock = z.infer<typeof blockSchema>;

export const messageSchema = z.looseObject({
  text: z.string().min(1).max(4_000),
  blocks: z.array(blockSchema).max(50).optional(),
});

export const viewSchema = z.strictObject({
  type: z.enum(['modal', 'home']),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3_000).optional(),
  external_id: z.string().max(255).optional(),
  title: plainText.extend({ text: z.string().min(1).max(24) }).optional(),
  submit: plainText.extend({ text: z.string().min(1).max(24) }).optional(),
  close: plainText.extend({ text: z.string().min(1).max(24) }).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  blocks: z.array(blockSchema).min(1).max(100),
});
export type AnyView = z.infer<typeof viewSchema>;

/** What Slack would refuse about a message. */
export function problemsOfMessage(message: unknown): string[] {
  const read = messageSchema.safeParse(message);
  return read.success ? problemsOfBlocks(read.data.blocks ?? []) : issuesOf(read.error);
}

/** What Slack would refuse about a modal or a Home tab. */
export function problemsOfView(view: unknown): string[] {
  const read = viewSchema.safeParse(view);
  if (!read.success) return issuesOf(read.error);
  const problems = problemsOfBlocks(read.data.blocks);
  const inputs = read.data.blocks.filter((block) => block.type === 'input');
  if (read.data.type === 'modal' && read.data.title === undefined) problems.push('a modal without a title');
  if (inputs.length > 0 && read.data.submit === undefined) problems.push('inputs without a submit');
  if (new Set(inputs.map((block) => block.block_id)).size < inputs.length) problems.push('a block_id twice');
  return problems;
}

function problemsOfBlocks(blocks: readonly AnyBlock[]): string[] {
  const ids = blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map((button) => button.action_id) : [],
  );
  return new Set(ids).size < ids.length ? ['an action_id twice'] : [];
}

function issuesOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

/** What a person reads in blocks, a line for each; moments as their fallback words. */
export function slackTextOf(blocks: readonly AnyBlock[]): string {
  return blocks.flatMap(linesOf).join('\n');
}

function linesOf(block: AnyBlock): string[] {
  switch (block.type) {
    case 'rich_text':
      return block.elements
        .flatMap((one) => (one.type === 'rich_text_list' ? one.elements : [one]))
        .map((one) => one.elements.map((run) => (run.type === 'date' ? run.fallback : run.text)).join(''));
    case 'header':
      return [block.text.text];
    case 'context':
      return block.elements.map((element) => element.text).filter((text) => !/^Part \d+ of \d+$/.test(text));
    case 'image':
      return [block.alt_text];
    case 'actions':
      return block.elements.map((one) => (one.type === 'button' ? one.text : one.placeholder).text);
    case 'input':
      return [block.label.text, block.hint?.text ?? '', block.element.initial_value ?? ''];
  }
}
