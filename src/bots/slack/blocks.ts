/** The blocks of Slack's Block Kit that Greenroom uses, and Slack's documented limits for them. */

export interface SlackMessage {
  /** The same in plain words, for notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** How a run of words looks; it never carries a meaning of its own. */
export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
}
/** A run of words, or a moment in each reader's own time ({date_long} and {time}: Slack's date tokens). */
export type RichElement =
  | { readonly type: 'text'; readonly text: string; readonly style?: Style }
  | {
      readonly type: 'date';
      readonly timestamp: number;
      readonly format: string;
      readonly fallback: string;
      readonly style?: Style;
    };
export interface RichSection {
  readonly type: 'rich_text_section';
  readonly elements: readonly RichElement[];
}
export interface RichTextBlock {
  readonly type: 'rich_text';
  readonly elements: readonly (
    | RichSection
    | { readonly type: 'rich_text_quote'; readonly elements: readonly RichElement[] }
    | { readonly type: 'rich_text_list'; readonly style: 'bullet'; readonly elements: readonly RichSection[] }
  )[];
}
/** Words that Slack shows as they are. */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}
export interface ButtonElement {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly style?: 'primary' | 'danger';
}
/** A list of the workspace's channels; which one was taken arrives as `selected_conversation`. */
export interface ChannelSelect {
  readonly type: 'conversations_select';
  readonly action_id: string;
  readonly placeholder: PlainText;
  readonly filter: { readonly include: readonly ['public', 'private']; readonly exclude_bot_users: true };
}
export type SlackBlock =
  | RichTextBlock
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | { readonly type: 'image'; readonly image_url: string; readonly alt_text: string }
  | { readonly type: 'actions'; readonly elements: readonly (ButtonElement | ChannelSelect)[] };

/** Blocks of a message, and of a modal or Home tab. Slack's documented limits. */
export const MESSAGE_BLOCKS_MAX = 50;
export const VIEW_BLOCKS_MAX = 100;

/** What a date takes of a block's room, in characters, however it is shown. */
const DATE_ROOM = 40;

/** The words in a run of elements, in characters. */
export function lengthOf(elements: readonly RichElement[]): number {
  return elements.reduce((sum, one) => sum + (one.type === 'date' ? DATE_ROOM : one.text.length), 0);
}

/** One small line below. */
export function contextBlock(text: string): SlackBlock {
  return { type: 'context', elements: [plain(text)] };
}

/** Plain words for a field of Slack's that takes them; `:x:` in them is no emoji. */
export function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}
