import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../src/bots/slack/escape.ts';
import { mentionedCommand } from '../../../src/bots/slack/mention.ts';
import { partsKey, readPlace, readThread, roomKey } from '../../../src/bots/slack/message-place.ts';
import { messageEventSchema } from '../../../src/bots/slack/payload.ts';
import { instantOf, ownDeleted, readWritten } from '../../../src/bots/slack/read-message.ts';
import { openingMention, readText } from '../../../src/bots/slack/read-text.ts';
import { renderHome } from '../../../src/bots/slack/render-home.ts';
import { teamOfEvent, teamOfInteraction } from '../../../src/bots/slack/tenant.ts';
import { rich } from '../../../src/core/platform/rich.ts';
import { problemsOfView } from '../../support/slack/block-kit.ts';

const read = (event: Record<string, unknown>) =>
  readWritten(messageEventSchema.parse({ type: 'message', channel: 'C1', ...event }));
const at = '1772442005.000100';

describe('what Slack sends, read as it was meant', () => {
  it('gives back words as their author wrote them', () => {
    fc.assert(fc.property(fc.string(), (text) => readText(escapeText(text)) === text));
    expect(
      readText('See <https://a.example/x|a.example>, <mailto:a@b.example|a@b.example>, <https://c.example>'),
    ).toBe('See a.example, a@b.example, https://c.example');
    expect(readText('<@U1|dana> in <#C1|daily> <!channel> &lt;b&gt; &amp;amp;')).toBe(
      '@dana in #daily @channel <b> &amp;',
    );
    expect(openingMention('  <@U0BOT> me')).toBe('U0BOT');
    expect(openingMention('hi <@U0BOT>')).toBeNull();
  });

  it('tells new, edited and deleted messages from what nobody wrote', () => {
    const said = { user: 'U1', text: 'words', ts: at };
    expect(read(said)).toMatchObject({ change: 'created', isDirect: false, threadTs: null });
    expect(read({ ...said, channel: 'D1' })).toMatchObject({ isDirect: true });
    expect(read({ ...said, subtype: 'file_share' })).not.toBeNull();
    for (const nobody of [
      { bot_id: 'B1' },
      { subtype: 'channel_join' },
      { text: ' ' },
      { user: undefined },
    ]) {
      expect(read({ ...said, ...nobody })).toBeNull();
    }
    const changed = { subtype: 'message_changed', event_ts: '1772442009.000200' };
    const edited = { ...said, text: 'other words', edited: { ts: '1772442008.000000' } };
    expect(read({ ...changed, message: edited, previous_message: said })).toMatchObject({
      change: 'edited',
      text: 'other words',
      editedTs: '1772442008.000000',
    });
    // An unfurl or a reply count changes no words.
    expect(read({ ...changed, message: said, previous_message: said })).toBeNull();
    expect(
      read({ ...changed, message: { ...said, subtype: 'tombstone' }, previous_message: said }),
    ).toMatchObject({
      change: 'deleted',
    });
    expect(read({ subtype: 'message_deleted', deleted_ts: at })).toMatchObject({ change: 'deleted', ts: at });
  });

  it('knows when its own message was deleted', () => {
    const gone = { subtype: 'message_deleted', channel: 'C1', type: 'message', deleted_ts: at };
    const own = { user: 'U0BOT', bot_id: 'B0BOT', ts: at };
    expect(ownDeleted(messageEventSchema.parse({ ...gone, previous_message: own }), 'U0BOT')).toBe(at);
    expect(
      ownDeleted(messageEventSchema.parse({ ...gone, previous_message: { user: 'U1' } }), 'U0BOT'),
    ).toBeNull();
    const other = { ...own, user: 'U0OTHER' };
    expect(ownDeleted(messageEventSchema.parse({ ...gone, previous_message: other }), 'U0BOT')).toBeNull();
  });

  it('reads a moment to the microsecond, and nothing else', () => {
    expect(instantOf('1772442005.000100')).toBe('2026-03-02T09:00:05.0001Z');
    for (const wrong of ['', 'x', '1.x', '17724420050000.1']) expect(instantOf(wrong)).toBeNull();
  });

  it('takes the tenant from the install, and none for a whole organisation', () => {
    const event = { type: 'message' };
    const authorizations = [{ team_id: 'T1', is_enterprise_install: false }];
    expect(teamOfEvent({ event, team_id: 'T2', authorizations })).toBe('T1');
    expect(teamOfEvent({ event, team_id: 'T2' })).toBe('T2');
    expect(teamOfEvent({ event, authorizations: [{ is_enterprise_install: true }] })).toBeNull();
    const press = { type: 'block_actions', user: { id: 'U1' }, team: { id: 'T2' } };
    expect(teamOfInteraction({ ...press, view: { id: 'V1', app_installed_team_id: 'T1' } })).toBe('T1');
    expect(teamOfInteraction({ ...press, is_enterprise_install: true })).toBeNull();
    expect(teamOfInteraction({ ...press, team: null })).toBeNull();
  });

  it('understands a mention as a command', () => {
    expect(mentionedCommand('me')).toEqual({ command: 'practice', text: 'me' });
    expect(mentionedCommand('/practice now metrics')).toEqual({ command: 'practice', text: 'now metrics' });
    expect(mentionedCommand('greenroom setup')).toEqual({ command: 'greenroom', text: 'setup' });
    expect(mentionedCommand('')).toEqual({ command: 'practice', text: '' });
  });

  it('names a message by its channel and all its parts', () => {
    const id = partsKey('C1', ['1.1', '2.2', '3.3']);
    expect(readPlace(id, 'C9')).toMatchObject({ channelId: 'C1', ts: '3.3', all: ['3.3', '1.1', '2.2'] });
    expect(readThread('C1/1.1', 'C9')).toEqual({ channelId: 'C1', threadTs: '1.1' });
    expect(readThread(roomKey('G1'), 'C9')).toEqual({ channelId: 'G1', threadTs: null });
  });

  it('keeps a Home tab within its limits, with every button told apart', () => {
    const card = (words: number) => ({
      tone: 'private' as const,
      title: rich`Your practice`,
      blocks: Array.from({ length: words }, () => ({ kind: 'text' as const, text: rich`words` })),
      buttons: [{ action: 'now', label: 'Practise one now', style: 'primary' as const }],
    });
    expect(problemsOfView(renderHome([card(3), card(3)]))).toEqual([]);
    const data = { ...card(1), title: rich`Settings and your data` };
    const full = renderHome([card(80), card(80), data]);
    expect(problemsOfView(full)).toEqual([]);
    expect(JSON.stringify(full)).toContain('/practice me');
    expect(full.blocks.slice(-3).map((block) => block.type)).toEqual(['header', 'rich_text', 'actions']);
    expect(JSON.stringify(full.blocks.at(-3))).toContain('Settings and your data');
    expect(full.blocks).toHaveLength(100);
    // Where even the last one is too long by itself, the page still is one.
    expect(problemsOfView(renderHome([card(10), card(200)]))).toEqual([]);
  });
});
