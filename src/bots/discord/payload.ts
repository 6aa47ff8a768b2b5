import { ApplicationCommandOptionType, ApplicationCommandType, InteractionType } from 'discord.js';
import { z } from 'zod';

/**
 * What of Discord's gateway payloads is read, and nothing more. Every field that a server might leave out is
 * optional; what is missing is met where it is used.
 */
const userSchema = z.looseObject({
  id: z.string(),
  username: z.string().optional(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});
export type UserPayload = z.infer<typeof userSchema>;

const memberSchema = z.looseObject({
  user: userSchema.optional(),
  nick: z.string().nullish(),
  permissions: z.string().optional(),
});
export type MemberPayload = z.infer<typeof memberSchema>;

export const messageSchema = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  author: userSchema.optional(),
  member: memberSchema.optional(),
  content: z.string().optional(),
  timestamp: z.string().optional(),
  edited_timestamp: z.string().nullish(),
  type: z.number().optional(),
  webhook_id: z.string().optional(),
  flags: z.number().optional(),
  message_reference: z
    .looseObject({ message_id: z.string().optional(), type: z.number().optional() })
    .nullish(),
  referenced_message: z.looseObject({ author: userSchema.optional() }).nullish(),
});
export type MessagePayload = z.infer<typeof messageSchema>;

export const deletedSchema = z.looseObject({
  id: z.string().optional(),
  ids: z.array(z.string()).optional(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
});
export type DeletedPayload = z.infer<typeof deletedSchema>;

const optionSchema = z.looseObject({
  type: z.enum(ApplicationCommandOptionType),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(optionSchema).optional();
  },
});
export type OptionPayload = z.infer<typeof optionSchema>;

const submittedSchema = z.looseObject({
  custom_id: z.string().optional(),
  value: z.string().nullish(),
  values: z.array(z.string()).optional(),
  get component() {
    return submittedSchema.optional();
  },
  get components() {
    return z.array(submittedSchema).optional();
  },
});
export type SubmittedPayload = z.infer<typeof submittedSchema>;

export const interactionSchema = z.looseObject({
  id: z.string(),
  application_id: z.string().optional(),
  type: z.enum(InteractionType),
  token: z.string(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z
    .looseObject({
      id: z.string().optional(),
      type: z.number().optional(),
      name: z.string().nullish(),
      parent_id: z.string().nullish(),
    })
    .optional(),
  member: memberSchema.optional(),
  user: userSchema.optional(),
  message: messageSchema.optional(),
  app_permissions: z.string().optional(),
  data: z
    .looseObject({
      type: z.enum(ApplicationCommandType).optional(),
      name: z.string().optional(),
      custom_id: z.string().optional(),
      target_id: z.string().optional(),
      options: z.array(optionSchema).optional(),
      components: z.array(submittedSchema).optional(),
      values: z.array(z.string()).optional(),
      resolved: z
        .looseObject({
          messages: z.record(z.string(), messageSchema).optional(),
          channels: z
            .record(
              z.string(),
              z.looseObject({ id: z.string(), name: z.string().nullish(), type: z.number().optional() }),
            )
            .optional(),
          roles: z
            .record(z.string(), z.looseObject({ id: z.string(), name: z.string().optional() }))
            .optional(),
        })
        .optional(),
    })
    .optional(),
});
export type InteractionPayload = z.infer<typeof interactionSchema>;

export const readySchema = z.looseObject({
  user: userSchema.optional(),
  application: z.looseObject({ id: z.string() }).optional(),
  guilds: z.array(z.looseObject({ id: z.string() })).optional(),
});

/** The name to call a person by: their name in this server, else their own. */
export function nameOf(user: UserPayload, member?: MemberPayload): string {
  return (member?.nick ?? user.global_name ?? user.username ?? user.id).slice(0, 200);
}

/** Manage Server, as a bit of a member's permissions. */
const MANAGE_GUILD = 1n << 5n;
const ADMINISTRATOR = 1n << 3n;

/** Whether the signed payload says that this member manages the server. */
export function managesServer(member: MemberPayload | undefined): boolean {
  const permissions = member?.permissions ?? '';
  if (!/^\d{1,40}$/.test(permissions)) return false;
  return (BigInt(permissions) & (MANAGE_GUILD | ADMINISTRATOR)) !== 0n;
}
