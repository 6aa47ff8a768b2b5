import { z } from 'zod';
import { problemsOfMessage, messageSchema } from './block-kit.ts';
import { announce, type Context } from './context.ts';
import { need } from './refusals.ts';

const bodySchema = z.looseObject({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  text: z.string().optional(),
  blocks: z.unknown().optional(),
});

/** A response URL: five times within thirty minutes, to show, replace or take away a message. */
export function answerResponseUrl(
  ctx: Context,
  id: string,
  bytes: Buffer,
): { readonly status: number; readonly body: string } {
  const act = ctx.acts.useResponse(id);
  if (typeof act === 'string') return { status: 404, body: act };
  const body = bodySchema.parse(JSON.parse(bytes.toString('utf8')));
  if (body.delete_original === true) {
    if (act.source !== null) ctx.world.removeMessage(act.source);
    act.show({ kind: 'closed' });
    return { status: 200, body: 'ok' };
  }
  const problems = problemsOfMessage(body);
  if (problems.length > 0) return { status: 400, body: `invalid_blocks ${problems.join('; ')}` };
  const content = messageSchema.parse(body);
  if (body.replace_original === true && act.source !== null) {
    act.source.text = content.text;
    act.source.blocks = content.blocks ?? [];
    act.show({ kind: 'replaced', text: content.text });
    return { status: 200, body: 'ok' };
  }
  const workspace = need(ctx.world.workspaces.get(act.teamId), 'workspace');
  const message = ctx.world.addMessage({
    teamId: act.teamId,
    channelId: need(act.channelId ?? undefined, 'channel of the response URL'),
    userId: workspace.botUserId,
    botId: workspace.botId,
    onlyFor: body.response_type === 'in_channel' ? null : act.userId,
    threadTs: body.thread_ts ?? act.source?.threadTs ?? null,
    text: content.text,
    blocks: content.blocks ?? [],
  });
  announce(ctx, message, 'created');
  act.show({ kind: 'message', message });
  return { status: 200, body: 'ok' };
}
