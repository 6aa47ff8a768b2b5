import { z } from 'zod';
import type { Act } from './acts.ts';
import type { AnyView } from './block-kit.ts';
import type { Ack } from './deliveries.ts';
import { pushView, readView, replaceView } from './methods-views.ts';
import type { Payload } from './payloads.ts';
import type { Loopback } from './server.ts';
import type { OpenView } from './world.ts';

/** The state of a modal's inputs; throws for words that the form itself would not take. */
export function filledIn(view: AnyView, fields: Readonly<Record<string, string>>): Payload {
  const unused = new Set(Object.keys(fields));
  const values: Record<string, unknown> = {};
  for (const [index, block] of view.blocks.entries()) {
    if (block.type !== 'input') continue;
    const id = block.block_id ?? `b${index}`;
    const name = [id, block.label.text].find((one) => one in fields);
    if (name !== undefined) unused.delete(name);
    const value = name === undefined ? (block.element.initial_value ?? '') : (fields[name] ?? '');
    if (value.length > (block.element.max_length ?? 3_000)) throw new Error(`"${id}" takes less words`);
    if (value === '' && block.optional !== true) throw new Error(`"${id}" must be filled in`);
    values[id] = {
      [block.element.action_id]: { type: 'plain_text_input', value: value === '' ? null : value },
    };
  }
  if (unused.size > 0) throw new Error(`the form has no input ${[...unused].join(', ')}`);
  return values;
}

const answerSchema = z.looseObject({
  response_action: z.enum(['errors', 'update', 'push', 'clear']).optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: z.unknown().optional(),
});

/** What becomes of a modal that was sent: closed, refused with errors, replaced, or another on top. */
export function answerSubmission(slack: Loopback, made: Act, view: OpenView, ack: Ack): void {
  const stack = slack.world.modals(made.userId);
  if (!ack.ok) return made.show({ kind: 'errors', errors: { '': 'We had some trouble connecting.' } });
  const answer = answerSchema.safeParse(ack.body).data ?? {};
  switch (answer.response_action) {
    case 'errors':
      for (const block of Object.keys(answer.errors ?? {})) {
        const there = view.content.blocks.some((one) => one.type === 'input' && one.block_id === block);
        if (!there) throw new Error(`errors for a block that the form lacks: ${block}`);
      }
      return made.show({ kind: 'errors', errors: answer.errors ?? {} });
    case 'update':
      replaceView(slack.world, view, readView(answer.view, 'modal'));
      return made.show({ kind: 'view', view });
    case 'push':
      return made.show({ kind: 'view', view: pushView(slack.world, made, readView(answer.view, 'modal')) });
    case 'clear':
      stack.length = 0;
      return made.show({ kind: 'closed' });
    case undefined:
      stack.splice(stack.indexOf(view), 1);
      return made.show({ kind: 'closed' });
  }
}

/** A slash command may be answered in its acknowledgement, as text or as a message. */
export function answerCommand(slack: Loopback, made: Act, ack: Ack): void {
  const body = typeof ack.body === 'string' ? { text: ack.body } : ack.body;
  const read = z.looseObject({ text: z.string().min(1) }).safeParse(body);
  if (!ack.ok || !read.success) return;
  // It is shown by the answer to this; a test that ends before has no use for it.
  fetch(`${slack.origin()}/response/${made.responseId}`, {
    method: 'POST',
    body: JSON.stringify(body),
  }).catch(() => {});
}
