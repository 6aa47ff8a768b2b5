import type { Card, Form } from './card.ts';

/**
 * What `handle` gives back for the person who acted. The adapter shows it within 3 s (Discord and Slack
 * close the interaction then); everything else that goes out is a job.
 */
export type Reply =
  | { readonly kind: 'none' }
  /** Only the person who acted sees it. */
  | { readonly kind: 'private'; readonly card: Card }
  /** Opens a form; always the first response to the press, and it only reads. */
  | { readonly kind: 'form'; readonly form: Form }
  /** The form stays open with these messages beside its fields (field name → sentence). */
  | { readonly kind: 'form_errors'; readonly errors: Readonly<Record<string, string>> }
  /** Takes the place of the private card whose button was pressed. */
  | { readonly kind: 'replace'; readonly card: Card };

export const NOTHING_TO_SAY: Reply = { kind: 'none' };
