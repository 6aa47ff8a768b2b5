import { never } from '../../core/errors.ts';
import type { Block, Button, Card, Pick } from '../../core/platform/card.ts';
import { instantWords } from '../../core/platform/plain-text.ts';
import { rich, strong, type Rich, type Segment } from '../../core/platform/rich.ts';
import { buttonId } from '../button-ids.ts';
import { splitRich } from '../split-rich.ts';
import {
  contextBlock,
  lengthOf,
  plain,
  type ButtonElement,
  type RichElement,
  type RichSection,
  type RichTextBlock,
  type SlackBlock,
  type SlackMessage,
  type Style,
} from './blocks.ts';
import { DATE_FORMAT, slackText } from './escape.ts';
import { packBlocks } from './pack.ts';

/** Slack's documented limit for a header, in characters. */
const HEADER_MAX = 150;
/** Slack's documented limit for the text of a block, in characters; a piece of rich text stays under it. */
export const BLOCK_TEXT_MAX = 3_000;
const PIECE_MAX = 2_800;
/** Buttons side by side, so that they stay readable on a phone. */
const ROW_MAX = 5;
/** Characters of an image's description. */
const ALT_MAX = 2_000;

/**
 * A card as Slack messages. Words go into rich text blocks, whose text is shown as it is: nothing in it
 * formats, mentions, links or unfurls. What does not fit one message goes on in the next, labelled "Part 2 of
 * 3"; nothing is cut. Empty only when the card has no words and no buttons. Pure.
 */
export function renderCard(card: Card): readonly SlackMessage[] {
  const parts = packBlocks(blocksOf(card));
  return parts.map((blocks, index) => {
    const label = parts.length === 1 ? null : `Part ${index + 1} of ${parts.length}`;
    const text = index === 0 ? slackText(card) : (label ?? '');
    return {
      text: text === '' ? 'Greenroom' : text,
      blocks: label === null ? blocks : [...blocks, contextBlock(label)],
    };
  });
}

/** All blocks of a card in one row, for a view; a view takes more than a message. */
export function blocksOf(card: Card): readonly SlackBlock[] {
  return [
    ...(card.title === undefined ? [] : titleBlocks(card.title)),
    ...card.blocks.flatMap(blockBlocks),
    ...(card.footer === undefined ? [] : footerBlocks(card.footer)),
    ...(card.picks ?? []).flatMap(pickBlocks),
    ...rowsOf(card.buttons),
  ];
}

function titleBlocks(title: Rich): SlackBlock[] {
  const text = title
    .map((part) => (part.t === 'instant' ? '\n' : part.text))
    .join('')
    .trim();
  // A header takes plain words only, on one line.
  if (text !== '' && text.length <= HEADER_MAX && !/[\n&<>]/.test(text)) {
    return [{ type: 'header', text: plain(text) }];
  }
  return richBlocks(title, { bold: true }, section);
}

function blockBlocks(block: Block): SlackBlock[] {
  switch (block.kind) {
    case 'text':
      return richBlocks(block.text, {}, section);
    case 'quote':
      return [
        ...richBlocks(block.text, {}, (elements) => ({ type: 'rich_text_quote', elements })),
        ...(block.source === undefined ? [] : richBlocks(block.source, { italic: true }, section)),
      ];
    case 'list':
      return listBlocks(block.items);
    case 'facts':
      return block.facts.flatMap((fact) =>
        richBlocks(rich`${strong(`${fact.label}:`)} ${fact.value}`, {}, section),
      );
    case 'meter':
      return richBlocks(rich`${strong(`${block.label}:`)} ${block.words}`, {}, section);
    case 'image':
      return imageBlocks(block);
    default:
      return never(block);
  }
}

/** Items share a block as long as they fit; one that is too long goes on as an item of its own. */
function listBlocks(items: readonly Rich[]): SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let list: RichSection[] = [];
  let length = 0;
  const flush = (): void => {
    if (list.length > 0) {
      blocks.push({
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: list }],
      });
    }
    list = [];
    length = 0;
  };
  for (const item of items) {
    for (const elements of piecesOf(item, {})) {
      const cost = lengthOf(elements);
      if (length + cost > PIECE_MAX) flush();
      list.push(section(elements));
      length += cost;
    }
  }
  flush();
  return blocks;
}

/** An image that Slack cannot fetch is told in words; so is a description that is too long for it. */
function imageBlocks(image: Extract<Block, { kind: 'image' }>): SlackBlock[] {
  const alt = image.alt.trim();
  const reachable =
    URL.canParse(image.url) && /^https?:$/.test(new URL(image.url).protocol) && image.url.length <= 3_000;
  const whole = alt.length <= ALT_MAX && alt !== '';
  return [
    ...(reachable
      ? [{ type: 'image', image_url: image.url, alt_text: whole ? alt : 'Described below.' } as const]
      : []),
    ...(reachable && whole ? [] : richBlocks(rich`Image: ${image.alt}`, {}, section)),
  ];
}

function footerBlocks(footer: Rich): SlackBlock[] {
  const text = footer
    .map((part) => (part.t === 'instant' ? '<' : part.text))
    .join('')
    .trim();
  if (text !== '' && text.length <= PIECE_MAX && !/[&<>]/.test(text)) return [contextBlock(text)];
  return richBlocks(footer, { italic: true }, section);
}

/** Slack has no roles to pick; only channels are. */
function pickBlocks(pick: Pick): SlackBlock[] {
  switch (pick.of) {
    case 'channel':
      return [
        {
          type: 'actions',
          elements: [
            {
              type: 'conversations_select',
              action_id: pick.action,
              placeholder: plain(pick.label),
              filter: { include: ['public', 'private'], exclude_bot_users: true },
            },
          ],
        },
      ];
    case 'role':
      return [];
    default:
      return never(pick.of);
  }
}

function rowsOf(buttons: readonly Button[]): SlackBlock[] {
  const seen = new Map<string, number>();
  const elements = buttons.map((button): ButtonElement => {
    const copies = seen.get(button.action) ?? 0;
    seen.set(button.action, copies + 1);
    return {
      type: 'button',
      action_id: buttonId(button.action, copies),
      text: plain(button.label),
      ...(button.style === 'secondary' ? {} : { style: button.style }),
    };
  });
  const rows: SlackBlock[] = [];
  for (let at = 0; at < elements.length; at += ROW_MAX) {
    rows.push({ type: 'actions', elements: elements.slice(at, at + ROW_MAX) });
  }
  return rows;
}

function richBlocks(
  text: Rich,
  style: Style,
  wrap: (elements: readonly RichElement[]) => RichTextBlock['elements'][number],
): SlackBlock[] {
  return piecesOf(text, style).map((elements) => ({ type: 'rich_text', elements: [wrap(elements)] }));
}

const NO_WORDS: RichElement = { type: 'text', text: '' };

function section(elements: readonly RichElement[]): RichSection {
  return { type: 'rich_text_section', elements };
}

/** The text as elements, in pieces that fit a block; a piece without words is left out. */
function piecesOf(text: Rich, style: Style): readonly (readonly RichElement[])[] {
  return splitRich(text, PIECE_MAX, (token) => lengthOf([elementOf(token, {}) ?? NO_WORDS]))
    .map((piece) => piece.map((segment) => elementOf(segment, style)).filter((one) => one !== null))
    .filter((elements) => elements.some((one) => one.type === 'date' || one.text.trim() !== ''));
}

function elementOf(segment: Segment, style: Style): RichElement | null {
  switch (segment.t) {
    case 'text':
    case 'strong': {
      if (segment.text === '') return null;
      const own = segment.t === 'strong' ? { ...style, bold: true } : style;
      return { type: 'text', text: segment.text, ...(Object.keys(own).length === 0 ? {} : { style: own }) };
    }
    case 'instant': {
      const at = Temporal.Instant.from(segment.at);
      return {
        type: 'date',
        timestamp: Math.floor(at.epochMilliseconds / 1000),
        format: DATE_FORMAT[segment.style],
        fallback: instantWords(at, segment.style, null),
        ...(Object.keys(style).length === 0 ? {} : { style }),
      };
    }
    default:
      return never(segment);
  }
}
