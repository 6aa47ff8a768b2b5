import { z } from 'zod';

/**
 * What of Slack's payloads is read, and nothing more. Every field that a server might leave out is optional;
 * what is missing is met where it is used.
 */
export const messageEventSchema = z.looseObject({
  type: z.string(),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().optional(),
  ts: z.string().optional(),
  event_ts: z.string().optional(),
  thread_ts: z.string().optional(),
  deleted_ts: z.string().optional(),
  edited: z.looseObject({ ts: z.string().optional() }).optional(),
  get message() {
    return innerSchema.optional();
  },
  get previous_message() {
    return innerSchema.optional();
  },
});
export type MessageEvent = z.infer<typeof messageEventSchema>;

const innerSchema = z.looseObject({
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  edited: z.looseObject({ ts: z.string().optional() }).optional(),
});
export type InnerMessage = z.infer<typeof innerSchema>;

/** The envelope of the Events API. */
export const eventBodySchema = z.looseObject({
  team_id: z.string().optional(),
  event_id: z.string().optional(),
  /** Seconds since 1970. */
  event_time: z.int().nonnegative().optional(),
  event: z.looseObject({ type: z.string() }),
  authorizations: z
    .array(z.looseObject({ team_id: z.string().nullish(), is_enterprise_install: z.boolean().optional() }))
    .nullish(),
});
export type EventBody = z.infer<typeof eventBodySchema>;

const userSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
});

const viewSchema = z.looseObject({
  id: z.string(),
  type: z.string().optional(),
  hash: z.string().optional(),
  callback_id: z.string().optional(),
  app_installed_team_id: z.string().nullish(),
  blocks: z.array(z.looseObject({ type: z.string().optional(), block_id: z.string().optional() })).optional(),
  state: z
    .looseObject({
      values: z
        .record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() })))
        .optional(),
    })
    .optional(),
});

/** Buttons, sent forms and shortcuts. */
export const interactionSchema = z.looseObject({
  type: z.string(),
  team: z.looseObject({ id: z.string().optional(), domain: z.string().optional() }).nullish(),
  is_enterprise_install: z.union([z.boolean(), z.string()]).optional(),
  user: userSchema,
  channel: z.looseObject({ id: z.string(), name: z.string().optional() }).optional(),
  trigger_id: z.string().optional(),
  action_ts: z.string().optional(),
  callback_id: z.string().optional(),
  response_url: z.string().optional(),
  container: z
    .looseObject({
      type: z.string().optional(),
      message_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string().optional(),
        action_ts: z.string().optional(),
        selected_conversation: z.string().nullish(),
      }),
    )
    .optional(),
  message: innerSchema.optional(),
  view: viewSchema.optional(),
});
export type Interaction = z.infer<typeof interactionSchema>;

/** A slash command, whose fields are all texts. */
export const commandSchema = z.looseObject({
  team_id: z.string(),
  team_domain: z.string().optional(),
  is_enterprise_install: z.string().optional(),
  channel_id: z.string(),
  channel_name: z.string().optional(),
  user_id: z.string(),
  user_name: z.string().optional(),
  command: z.string(),
  text: z.string().optional(),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
});
export type CommandPayload = z.infer<typeof commandSchema>;
