import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderForm, readFields } from '../../../src/bots/slack/render-form.ts';
import { renderCard } from '../../../src/bots/slack/render.ts';
import { slackText, unescapeText, escapeText } from '../../../src/bots/slack/escape.ts';
import type { Card, Form, FormField } from '../../../src/core/platform/card.ts';
import { instant, rich } from '../../../src/core/platform/rich.ts';
import { problemsOfView } from '../../support/slack/block-kit.ts';

const card = (text: string): Card => ({
  tone: 'plain',
  blocks: [{ kind: 'text', text: rich`${text}` }],
  buttons: [],
});

describe('a card on Slack', () => {
  it('says the same in its notification, where nobody can be mentioned and nothing links', () => {
    const [message] = renderCard(card('<!channel> <@U1> <https://a.example|b> & more'));
    expect(message?.text).toBe('&lt;!channel&gt; &lt;@U1&gt; &lt;https://a.example|b&gt; &amp; more');
  });

  it("shows a moment by Slack's date token, with words for where that is not understood", () => {
    const at = Temporal.Instant.from('2026-11-24T15:00:00Z');
    const made: Card = {
      tone: 'plain',
      blocks: [{ kind: 'text', text: rich`Until ${instant(at)}.` }],
      buttons: [],
    };
    expect(slackText(made)).toBe('Until <!date^1795532400^{date_long} at {time}|Tue 24 Nov, 15:00 UTC>.');
    expect(JSON.stringify(renderCard(made)[0]?.blocks)).toContain(
      '{"type":"date","timestamp":1795532400,"format":"{date_long} at {time}","fallback":"Tue 24 Nov, 15:00 UTC"}',
    );
  });

  it('of more words than a notification takes says that it goes on', () => {
    const long = slackText(card(`${'word '.repeat(600)}\n${'more '.repeat(600)}`));
    expect(long.length).toBeLessThanOrEqual(3_600);
    expect(long.endsWith('\nThe message goes on.')).toBe(true);
  });

  it('a text in one long line is not left out of its notification', () => {
    const long = slackText(card('word '.repeat(2_000)));
    expect(long.length).toBeLessThanOrEqual(3_600);
    expect(long).toContain('word word');
  });

  it('what a person wrote comes back as they wrote it', () => {
    fc.assert(fc.property(fc.string(), (text) => unescapeText(escapeText(text)) === text));
    expect(unescapeText('&amp;lt;')).toBe('&lt;');
  });
});

describe('a form on Slack', () => {
  const field = (more: Partial<FormField>): FormField => ({
    name: 'answer',
    label: 'Your answer',
    help: null,
    value: '',
    multiline: true,
    required: true,
    maxLength: 4_000,
    ...more,
  });
  const form = (fields: readonly FormField[], title = 'Your answer'): Form => ({
    submit: 'submit:1:2',
    title,
    intro: [{ kind: 'text', text: rich`How do you decide?` }],
    fields,
    submitLabel: 'Send',
  });
  const sent = (made: ReturnType<typeof renderForm>) =>
    readFields(
      Object.fromEntries(
        made.blocks.flatMap((block) =>
          block.type === 'input'
            ? [[block.block_id, { value: { value: block.element.initial_value ?? null } }]]
            : [],
        ),
      ),
    );

  it('keeps within the limits, and a long title stands whole above the fields', () => {
    const title = 'Your answer, at the third try of today';
    const made = renderForm(form([field({}), field({ name: 'more' })], title));
    expect(problemsOfView(made)).toEqual([]);
    expect(made.title.text).toBe('Your answer, at the thi…');
    expect(JSON.stringify(made.blocks)).toContain(title);
  });

  it('has a second input for a field that may hold more than one takes', () => {
    const ids = (fields: readonly FormField[]) =>
      renderForm(form(fields)).blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));
    expect(ids([field({})])).toEqual(['answer', 'answer~more']);
    expect(ids([field({}), field({ name: 'more' })])).toEqual(['answer', 'more']);
    expect(ids([field({ value: 'x'.repeat(3_500) }), field({ name: 'more' })])).toEqual([
      'answer',
      'answer~more',
      'more',
    ]);
    expect(ids([field({ multiline: false, maxLength: 80 })])).toEqual(['answer']);
  });

  it('gives back the very text that was divided over two inputs', () => {
    const word = fc.oneof(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), fc.constant('\n\n'));
    const text = fc
      .array(word, { minLength: 300, maxLength: 700 })
      .map((words) => words.join(' ').slice(0, 5_900));
    fc.assert(
      fc.property(text, (value) => {
        const made = renderForm(form([field({ value, maxLength: 6_000 })]));
        expect(problemsOfView(made)).toEqual([]);
        expect(sent(made)).toEqual({ answer: value });
      }),
      { numRuns: 50, seed: 20261128 },
    );
  });
});
