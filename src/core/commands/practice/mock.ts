import {
  joinNow,
  leaveLine,
  mockStatus,
  mockWith,
  openJoin,
  skipWeek,
  takeJoin,
  watchMock,
} from '../../mocks/join/run-join.ts';
import { withForm } from '../../mocks/join/cards.ts';
import type { Command } from '../command.ts';
import { mockSolo } from './mock-solo.ts';

const mockJoin: Command = {
  root: 'practice',
  words: ['mock', 'join'],
  takes: '',
  example: '/practice mock join',
  says: 'Mock interviews with other members: now, this evening, or in weekly rounds at your times.',
  label: 'Join mock interviews',
  run: (ctx) => openJoin(ctx),
  submit: (ctx, _arg, fields) => takeJoin(ctx, fields),
};

const mockNow: Command = {
  root: 'practice',
  words: ['mock', 'now'],
  takes: '',
  example: '/practice mock now',
  says: 'A partner for a mock interview as soon as there is one.',
  label: 'Find a partner now',
  run: (ctx) => joinNow(ctx),
};

const mockWithMember: Command = {
  root: 'practice',
  words: ['mock', 'with'],
  takes: '@member',
  example: '/practice mock with @Sam',
  says: 'Asks one member for a mock interview now; both of you confirm.',
  label: 'Mock with somebody',
  run: (ctx, text) =>
    text.trim() === '' ? Promise.resolve({ kind: 'form', form: withForm() }) : mockWith(ctx, text),
  submit: (ctx, _arg, fields) => mockWith(ctx, fields['member'] ?? ''),
};

const status: Command = {
  root: 'practice',
  words: ['mock', 'status'],
  takes: '',
  example: '/practice mock status',
  says: 'Your place in line, or your mock and when it is.',
  label: 'My mocks',
  run: (ctx, text) => mockStatus(ctx, ctx.channelExternalId === null && text === 'clock'),
};

const mockSkip: Command = {
  root: 'practice',
  words: ['mock', 'skip'],
  takes: '',
  example: '/practice mock skip',
  says: 'Leaves out the next weekly round. Nobody is told, and no reason is asked.',
  label: 'Skip this week',
  run: (ctx, text) => skipWeek(ctx, /^(?:undo|off)$/i.test(text.trim())),
};

const mockObserve: Command = {
  root: 'practice',
  words: ['mock', 'observe'],
  takes: '',
  example: '/practice mock observe',
  says: 'Watches the next mock of two others.',
  label: 'Watch a mock',
  run: (ctx, text) => watchMock(ctx, /^stop$/i.test(text.trim())),
};

const mockLeave: Command = {
  root: 'practice',
  words: ['mock', 'leave'],
  takes: '',
  example: '/practice mock leave',
  says: 'Out of the line and the weekly rounds.',
  label: 'Leave mock interviews',
  run: (ctx) => leaveLine(ctx),
};

/** The word alone shows where one stands. */
const mock: Command = {
  root: 'practice',
  words: ['mock'],
  takes: '',
  example: '/practice mock',
  says: 'Where you stand with mock interviews.',
  label: 'Mock interviews',
  run: (ctx) => mockStatus(ctx, false),
};

/** Everything under `/practice mock`. */
export const MOCK_COMMANDS: readonly Command[] = [
  mockJoin,
  mockNow,
  mockWithMember,
  status,
  mockSkip,
  mockObserve,
  mockLeave,
  mockSolo,
  mock,
];
