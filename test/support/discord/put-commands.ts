import { commandsSchema, problemsOfCommands } from './limits.ts';
import { invalidBody } from './refusals.ts';
import type { ApiRequest, RouteContext } from './route-context.ts';

/** Registers an application's commands, for all servers or for one, as Discord answers it. */
export function putCommands(ctx: RouteContext, { body, params }: ApiRequest): unknown {
  const commands = commandsSchema.parse(body);
  const [problem] = problemsOfCommands(commands);
  if (problem !== undefined) throw invalidBody(problem);
  ctx.commands.puts += 1;
  const list = commands.map((command) => ({
    ...command,
    id: ctx.world.nextId(),
    application_id: ctx.world.applicationId,
    version: '1',
    type: command.type ?? 1,
    description: command.description ?? '',
    // Discord gives permission bits back as text.
    default_member_permissions:
      command.default_member_permissions === undefined ? null : String(command.default_member_permissions),
    nsfw: false,
  }));
  const [, guildId] = params;
  if (guildId === undefined) ctx.commands.list = list;
  else ctx.commands.of.set(guildId, list);
  return list;
}
