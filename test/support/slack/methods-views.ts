import { createHash } from 'node:crypto';
import { jsonArg } from './args.ts';
import { problemsOfView, viewSchema, type AnyView } from './block-kit.ts';
import type { Call, Context, Method } from './context.ts';
import { viewPayload } from './payloads.ts';
import { need, Refused } from './refusals.ts';
import type { OpenView, World } from './world.ts';

/** Slack stacks three modals at most. */
const STACK_MAX = 3;

/** Reads a view; refuses what Block Kit refuses. */
export function readView(value: unknown, type: 'modal' | 'home'): AnyView {
  const view = jsonArg(value);
  const problems = problemsOfView(view);
  if (problems.length === 0 && viewSchema.parse(view).type !== type) problems.push(`not a ${type}`);
  if (problems.length > 0) {
    throw new Refused('invalid_arguments', {
      response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
    });
  }
  return viewSchema.parse(view);
}

/** Puts a view on top of what a person has open. */
export function pushView(
  world: World,
  owner: { readonly userId: string; readonly teamId: string },
  content: AnyView,
): OpenView {
  const stack = world.modals(owner.userId);
  if (stack.length >= STACK_MAX) throw new Refused('push_limit_reached');
  const id = world.nextId('V');
  const view: OpenView = {
    id,
    teamId: owner.teamId,
    userId: owner.userId,
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
    externalId: content.external_id ?? '',
    content,
    hash: hashOf(world),
  };
  stack.push(view);
  return view;
}

export function replaceView(world: World, view: OpenView, content: AnyView): void {
  view.content = content;
  view.hash = hashOf(world);
}

function hashOf(world: World): string {
  return `${Math.floor(world.now().epochMilliseconds / 1000)}.${createHash('sha1').update(world.nextId('')).digest('hex').slice(0, 8)}`;
}

function shownView(ctx: Context, call: Call, view: OpenView) {
  return { view: viewPayload(ctx.world, view, call.workspace.botId) };
}

export const VIEW_METHODS: Readonly<Record<string, Method>> = {
  'views.open': {
    scope: null,
    run: (ctx, call) => {
      const content = readView(call.args['view'], 'modal');
      const act = ctx.acts.useTrigger(call.args['trigger_id'], call.workspace.id);
      ctx.world.modals(act.userId).length = 0;
      const view = pushView(ctx.world, act, content);
      act.show({ kind: 'view', view });
      return shownView(ctx, call, view);
    },
  },
  'views.push': {
    scope: null,
    run: (ctx, call) => {
      const content = readView(call.args['view'], 'modal');
      const act = ctx.acts.useTrigger(call.args['trigger_id'], call.workspace.id);
      if (ctx.world.modals(act.userId).length === 0) throw new Refused('view_not_found');
      const view = pushView(ctx.world, act, content);
      act.show({ kind: 'view', view });
      return shownView(ctx, call, view);
    },
  },
  'views.update': {
    scope: null,
    run: (ctx, call) => {
      const { view_id: id, external_id: external, hash } = call.args;
      const view =
        typeof id === 'string'
          ? ctx.world.view(id)
          : [...ctx.world.users.keys()]
              .flatMap((userId) => ctx.world.modals(userId))
              .find((one) => one.externalId !== '' && one.externalId === external);
      if (view === undefined || view.teamId !== call.workspace.id) throw new Refused('not_found');
      if (hash !== undefined && hash !== view.hash) throw new Refused('hash_conflict');
      replaceView(ctx.world, view, readView(call.args['view'], view.content.type));
      return shownView(ctx, call, view);
    },
  },
  'views.publish': {
    scope: null,
    run: (ctx, call) => {
      const { user_id: userId, hash } = call.args;
      const user = typeof userId === 'string' ? ctx.world.users.get(userId) : undefined;
      if (user === undefined || user.teamId !== call.workspace.id) throw new Refused('user_not_found');
      const content = readView(call.args['view'], 'home');
      const known = ctx.world.home(user.id);
      if (known !== undefined && hash !== undefined && hash !== known.hash)
        throw new Refused('hash_conflict');
      if (known === undefined) {
        const id = ctx.world.nextId('V');
        ctx.world.setHome({
          id,
          teamId: user.teamId,
          userId: user.id,
          rootId: id,
          previousId: null,
          externalId: '',
          content,
          hash: hashOf(ctx.world),
        });
      } else replaceView(ctx.world, known, content);
      return shownView(ctx, call, need(ctx.world.home(user.id), 'home'));
    },
  },
};
