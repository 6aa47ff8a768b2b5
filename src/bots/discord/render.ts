import { ButtonStyle, ChannelType, ComponentType, MessageFlags } from 'discord.js';
import type { Block, Button, Card, Pick } from '../../core/platform/card.ts';
import { never } from '../../core/errors.ts';
import { rich, strong, type Rich, type Segment } from '../../core/platform/rich.ts';
import { buttonId } from '../button-ids.ts';
import { richMarkdown, splitMarkdown } from './markdown.ts';

/**
 * A card as Discord messages (Components V2: text displays, galleries and button rows in a container). Pure.
 * What does not fit one message goes on in the next, labelled "Part 2 of 3"; nothing is cut.
 */
export interface DiscordMessage {
  readonly flags: number;
  readonly components: readonly TopComponent[];
}

export interface TextDisplay {
  readonly type: ComponentType.TextDisplay;
  readonly content: string;
}
export interface Gallery {
  readonly type: ComponentType.MediaGallery;
  readonly items: readonly { readonly media: { readonly url: string }; readonly description: string }[];
}
export interface ButtonRow {
  readonly type: ComponentType.ActionRow;
  readonly components: readonly {
    readonly type: ComponentType.Button;
    readonly style: ButtonStyle;
    readonly label: string;
    readonly custom_id: string;
  }[];
}
export interface PickRow {
  readonly type: ComponentType.ActionRow;
  readonly components: readonly [
    {
      readonly type: ComponentType.ChannelSelect | ComponentType.RoleSelect;
      readonly custom_id: string;
      readonly placeholder: string;
      readonly channel_types?: readonly ChannelType[];
    },
  ];
}
type Inner = TextDisplay | Gallery | ButtonRow | PickRow;
export interface Container {
  readonly type: ComponentType.Container;
  /** Carries the hidden mark by which an own message is found again (mark.ts). */
  readonly id?: number;
  readonly accent_color?: number;
  readonly components: readonly Inner[];
}
export type TopComponent = Container;

/** All text displays of a message together, in characters. Discord's documented limit. */
export const TEXT_MAX = 4_000;
/** Components of a message, nested ones counted. Discord's documented limit. */
export const COMPONENTS_MAX = 40;
/** Buttons in a row. */
const ROW_MAX = 5;
/** Characters of an image's description. */
const ALT_MAX = 1_024;
/** Room kept in every message for "Part 12 of 34". */
const LABEL_ROOM = 40;
const TEXT_ROOM = TEXT_MAX - LABEL_ROOM;
/** So much of one text goes into a piece: over it, the piece is divided. */
const PIECE_MAX = 2_600;

/** The line at a container's side. It only tells kinds of cards apart at a glance; words say the same. */
const ACCENT = { question: 0x1f6f50, private: 0x6b7280, notice: 0xb45309, plain: null } as const;

/** A message's worth is made of units that stay whole. */
type Unit =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'pick'; readonly pick: Pick }
  | { readonly kind: 'row'; readonly buttons: readonly Button[] };

/** The card as one or more messages, in order. Empty only when the card has no words and no buttons. */
export function renderCard(card: Card): readonly DiscordMessage[] {
  const units = [...mentionUnits(card), ...unitsOfText(card), ...picksOf(card), ...rowsOf(card.buttons)];
  const parts = pack(units);
  return parts.map((part, index) => {
    const label = parts.length === 1 ? [] : [`-# Part ${index + 1} of ${parts.length}`];
    return messageOf(card.tone, part, label);
  });
}

function unitsOfText(card: Card): Unit[] {
  const units: Unit[] = [];
  if (card.title !== undefined)
    units.push(...textUnits(card.title, (text) => `### ${text.replaceAll('\n', ' ')}`));
  for (const block of card.blocks) units.push(...blockUnits(block));
  if (card.footer !== undefined) units.push(...textUnits(card.footer, (text) => eachLine(text, '-# ')));
  return units;
}

function blockUnits(block: Block): Unit[] {
  switch (block.kind) {
    case 'text':
      return textUnits(block.text, (text) => text);
    case 'quote':
      return [
        ...textUnits(block.text, (text) => eachLine(text, '> ')),
        ...(block.source === undefined ? [] : textUnits(block.source, (text) => eachLine(text, '-# '))),
      ];
    case 'list':
      return block.items.flatMap((item) => textUnits(item, (text) => `- ${text.replaceAll('\n', '\n  ')}`));
    case 'facts':
      return block.facts.flatMap((fact) =>
        textUnits(rich`${strong(`${fact.label}:`)} ${fact.value}`, (text) => text),
      );
    case 'meter':
      return textUnits(rich`${strong(`${block.label}:`)} ${block.words}`, (text) => text);
    case 'image':
      return imageUnits(block);
    default:
      return never(block);
  }
}

/** An image Discord cannot fetch is told in words; so is the end of a description that is too long for it. */
function imageUnits(image: Extract<Block, { kind: 'image' }>): Unit[] {
  const alt = image.alt.trim();
  const reachable = URL.canParse(image.url) && /^https?:$/.test(new URL(image.url).protocol);
  const whole = alt.length <= ALT_MAX && alt !== '';
  return [
    ...(reachable ? [{ kind: 'image', url: image.url, alt: whole ? alt : 'Described below.' } as const] : []),
    ...(reachable && whole ? [] : textUnits(rich`Image: ${image.alt}`, (text) => text)),
  ];
}

function textUnits(text: Rich, format: (markdown: string) => string): Unit[] {
  return splitMarkdown(text, PIECE_MAX)
    .map((piece: readonly Segment[]) => richMarkdown(piece).trim())
    .filter((markdown) => markdown !== '')
    .map((markdown) => ({ kind: 'text', markdown: format(markdown) }));
}

function eachLine(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? prefix.trimEnd() : prefix + line))
    .join('\n');
}

/** The one role that a card may ping; whether it does is decided where it is sent. */
function mentionUnits(card: Card): Unit[] {
  return card.mention === undefined ? [] : [{ kind: 'text', markdown: `<@&${card.mention.roleId}>` }];
}

function picksOf(card: Card): Unit[] {
  return (card.picks ?? []).map((pick) => ({ kind: 'pick', pick }));
}

function pickRow({ action, label, of }: Pick): PickRow {
  const shared = { custom_id: action, placeholder: label };
  return {
    type: ComponentType.ActionRow,
    components: [
      of === 'role'
        ? { type: ComponentType.RoleSelect, ...shared }
        : {
            type: ComponentType.ChannelSelect,
            ...shared,
            channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
          },
    ],
  };
}

function rowsOf(buttons: readonly Button[]): Unit[] {
  const rows: Unit[] = [];
  for (let at = 0; at < buttons.length; at += ROW_MAX) {
    rows.push({ kind: 'row', buttons: buttons.slice(at, at + ROW_MAX) });
  }
  return rows;
}

/** Fills messages one after the other. */
function pack(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const parts: Unit[][] = [];
  let part: Unit[] = [];
  // The container itself and the part's label.
  let components = 2;
  let text = 0;
  for (const unit of units) {
    const moreText = unit.kind === 'text' ? unit.markdown.length + 2 : 0;
    const moreComponents = unit.kind === 'row' ? 1 + unit.buttons.length : unit.kind === 'text' ? 1 : 2;
    if (part.length > 0 && (text + moreText > TEXT_ROOM || components + moreComponents > COMPONENTS_MAX)) {
      parts.push(part);
      part = [];
      components = 2;
      text = 0;
    }
    part.push(unit);
    text += moreText;
    components += moreComponents;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

function messageOf(tone: Card['tone'], units: readonly Unit[], label: readonly string[]): DiscordMessage {
  const inner: Inner[] = [];
  const seen = new Map<string, number>();
  let texts: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) inner.push({ type: ComponentType.TextDisplay, content: texts.join('\n') });
    texts = [];
  };
  for (const unit of units) {
    if (unit.kind === 'text') {
      texts.push(unit.markdown);
      continue;
    }
    flush();
    if (unit.kind === 'image') {
      inner.push({
        type: ComponentType.MediaGallery,
        items: [{ media: { url: unit.url }, description: unit.alt }],
      });
    } else inner.push(unit.kind === 'pick' ? pickRow(unit.pick) : rowOf(unit.buttons, seen));
  }
  texts.push(...label);
  flush();
  const accent = ACCENT[tone];
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        ...(accent === null ? {} : { accent_color: accent }),
        components: inner,
      },
    ],
  };
}

function rowOf(buttons: readonly Button[], seen: Map<string, number>): ButtonRow {
  return {
    type: ComponentType.ActionRow,
    components: buttons.map((button) => {
      const copies = seen.get(button.action) ?? 0;
      seen.set(button.action, copies + 1);
      return {
        type: ComponentType.Button,
        style: STYLE[button.style],
        label: button.label,
        custom_id: customId(button.action, copies),
      };
    }),
  };
}

/** Discord wants every custom_id of a message to be different. */
function customId(action: string, copies: number): string {
  const id = buttonId(action, copies);
  if (id.length > 100) throw new RangeError(`custom_id of ${id.length} characters`);
  return id;
}

const STYLE = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;
