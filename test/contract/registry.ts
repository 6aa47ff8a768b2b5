import { plainText } from '../../src/core/platform/plain-text.ts';
import type { Card } from '../../src/core/platform/card.ts';
import { renderCard as renderDiscordCard } from '../../src/bots/discord/render.ts';
import { renderCard as renderSlackCard } from '../../src/bots/slack/render.ts';
import { renderCard } from '../../src/bots/web/render.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import { messageBodySchema, problemsOfMessage } from '../support/discord/limits.ts';
import {
  messageSchema,
  problemsOfMessage as problemsOfSlackMessage,
  slackTextOf,
} from '../support/slack/block-kit.ts';

/**
 * One way of turning a card into what a platform takes. Every renderer is entered here and held to the
 * same promises by renderers.test.ts: no word lost, every part within the platform's limits.
 */
export interface RegisteredRenderer {
  readonly name: string;
  /** The parts as they would be sent, in order; a long card may take several. */
  render(card: Card): readonly string[];
  /** What a person reads in a part: markup, escapes and component wrapping taken off again. */
  textOf(part: string): string;
  /** What the platform would refuse about a part, each as a short text; empty when it fits. */
  problems(part: string): readonly string[];
}

const ENTITIES: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
];

/** Tags that may stand in a card; anything else would have come from its words. */
const TAGS =
  /^\/?(?:div|p|svg|path|h2|h3|strong|time|figure|blockquote|figcaption|ul|li|dl|dt|dd|span|meter|img|form|input|button)$/;

export const renderers: readonly RegisteredRenderer[] = [
  {
    name: 'plain text',
    render: (card) => [plainText(card)],
    textOf: (part) => part,
    problems: () => [],
  },
  {
    name: 'web',
    render: (card) => [renderCard(card, { zone: null, press: {}, heading: 3, isPrivate: false }).markup],
    textOf: (part) => {
      const shown = part.replaceAll(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1').replaceAll(/<[^>]*>/g, '');
      return ENTITIES.reduce((text, [entity, character]) => text.replaceAll(entity, character), shown);
    },
    problems: (part) =>
      [...part.matchAll(/<([^\s>]*)/g)]
        .map((match) => match[1] ?? '')
        .filter((tag) => !TAGS.test(tag))
        .map((tag) => `a tag that is not ours: <${tag}`),
  },
  {
    name: 'discord',
    render: (card) => renderDiscordCard(card).map((message) => JSON.stringify(message)),
    textOf: (part) => discordTextOf(messageBodySchema.parse(JSON.parse(part)).components ?? []),
    problems: (part) => {
      const message = messageBodySchema.parse(JSON.parse(part));
      return problemsOfMessage({ ...message, allowed_mentions: { parse: [] } });
    },
  },
  {
    name: 'slack',
    render: (card) => renderSlackCard(card).map((message) => JSON.stringify(message)),
    textOf: (part) => slackTextOf(messageSchema.parse(JSON.parse(part)).blocks ?? []),
    problems: (part) => problemsOfSlackMessage(JSON.parse(part)),
  },
];
