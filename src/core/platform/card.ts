import { z } from 'zod';
import { richSchema } from './rich.ts';

/**
 * A platform-neutral message. Each platform's renderer turns it into its own components, to plain text
 * for notifications and screen readers, and never cuts a word silently: long text becomes labelled parts.
 */
export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: richSchema }),
  /** Somebody's own words, shown as a quotation. `source` says whose, when that is not plain. */
  z.object({ kind: z.literal('quote'), text: richSchema, source: richSchema.optional() }),
  z.object({ kind: z.literal('list'), items: z.array(richSchema).readonly() }),
  z.object({
    kind: z.literal('facts'),
    facts: z.array(z.object({ label: z.string(), value: richSchema })).readonly(),
  }),
  /** A share of something; `words` says the same in words and is always shown. */
  z.object({
    kind: z.literal('meter'),
    label: z.string(),
    value: z.number(),
    max: z.number().positive(),
    words: z.string(),
  }),
  z.object({ kind: z.literal('image'), url: z.string(), alt: z.string().min(1) }),
]);
export type Block = z.infer<typeof blockSchema>;

/** A button. `action` is an encoded ActionId (action.ts); the label never changes between places. */
export const buttonSchema = z.object({
  action: z.string().max(100),
  label: z.string().min(1).max(40),
  style: z.enum(['primary', 'secondary', 'danger']),
});
export type Button = z.infer<typeof buttonSchema>;

/**
 * A picker of the platform's own channels or roles; only on platforms with `can.pick`. What was picked comes as an
 * action with the field {@link PICKED}: the platform's id, which the adapter has made known.
 */
export const pickSchema = z.object({
  action: z.string().max(100),
  label: z.string().min(1).max(100),
  of: z.enum(['channel', 'role']),
});
export type Pick = z.infer<typeof pickSchema>;

/** The field in which a picked id arrives. */
export const PICKED = 'picked';

export const cardSchema = z.object({
  /** What the card is, for its looks: a question, a private message, a notice or a plain line. */
  tone: z.enum(['question', 'private', 'notice', 'plain']),
  title: richSchema.optional(),
  blocks: z.array(blockSchema).readonly(),
  buttons: z.array(buttonSchema).readonly(),
  picks: z.array(pickSchema).readonly().optional(),
  /** The one role that the message may ping; only where `can.mentionRole`. */
  mention: z.object({ roleId: z.string().regex(/^\d{1,20}$/) }).optional(),
  footer: richSchema.optional(),
});
export type Card = z.infer<typeof cardSchema>;

/** One input of a form. `maxLength` in characters (UTF-16 units, as platforms count). */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly value: string;
  readonly multiline: boolean;
  readonly required: boolean;
  readonly maxLength: number;
  /** One of these is chosen instead of typed; a platform without such a field takes the value as text. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** One of the platform's roles is picked, or none; only where `can.mentionRole`. The value is its id. */
  readonly pick?: 'role';
}

/** A form to open (a modal on chat platforms). `submit` is the encoded ActionId its submission carries. */
export interface Form {
  readonly submit: string;
  readonly title: string;
  /** Shown above the fields: the question that is answered. */
  readonly intro: readonly Block[];
  readonly fields: readonly FormField[];
  /** When it was opened, an ISO instant, where the form is to say for how long it has been open; it never closes by itself. */
  readonly openedAt?: string;
  readonly submitLabel: string;
}
