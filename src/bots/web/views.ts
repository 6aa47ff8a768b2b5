import { randomUUID } from 'node:crypto';
import type { Card, Form } from '../../core/platform/card.ts';

/** Which list something stands in: of the channel, of a thread, or on a page of one's own (/me, /history). */
export type Pane = 'feed' | 'thread' | 'own';

/**
 * A private result or a form that the bot answered a press with. Shown to one person at one place until
 * they close it; never stored, since it may hold their words.
 */
export interface View {
  readonly id: string;
  /** External id of the member it is for. */
  readonly person: string;
  /** The page it belongs to, such as `/` or `/t/b-…`. */
  readonly at: string;
  readonly pane: Pane;
  /** The message whose button was pressed; null for the command box. */
  readonly from: string | null;
  /** The answer that it says was taken: once that answer's feedback is there, this has nothing left to say. */
  readonly receiptOf: string | null;
  readonly content:
    | { readonly kind: 'card'; readonly card: Card }
    | {
        readonly kind: 'form';
        readonly form: Form;
        /** What was typed before it was refused, by field name. */
        readonly typed: Readonly<Record<string, string>>;
        readonly errors: Readonly<Record<string, string>>;
      };
}

/** Results that are still open, of the last few hundred presses. */
export interface Views {
  /** Keeps a view, in the place of an earlier one with the same id. */
  put(view: View): View;
  /** A view of this person; null when it is gone or somebody else's. */
  find(id: string, person: string): View | null;
}

const KEPT = 500;

/** In memory only: after a restart a result is had again by pressing its button again. */
export function createViews(): Views {
  const views = new Map<string, View>();
  return {
    put: (view) => {
      views.delete(view.id);
      views.set(view.id, view);
      for (const oldest of views.keys()) {
        if (views.size <= KEPT) break;
        views.delete(oldest);
      }
      return view;
    },
    find: (id, person) => {
      const view = views.get(id);
      return view?.person === person ? view : null;
    },
  };
}

/** An id for a new view; unguessable, though the person is checked as well. */
export function newViewId(): string {
  return `v-${randomUUID()}`;
}
