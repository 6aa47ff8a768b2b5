import {
  countExpiring,
  keepRule,
  loadRules,
  requestsToday,
  type CommunityRules,
} from '../../communities/keep-rules.ts';
import { parseRule, type Rule } from '../../communities/parse-rule.ts';
import { never } from '../../errors.ts';
import { rich, strong, type Rich } from '../../platform/rich.ts';
import type { Reply } from '../../platform/reply.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

const EXAMPLE = '/greenroom rules retention 12 months';

export const rules: Command = {
  root: 'greenroom',
  words: ['rules'],
  takes: '[rule]',
  example: EXAMPLE,
  says: 'How long words are kept, misses, quiet time, model.',
  async run(ctx, text) {
    const said = text.trim();
    if (said === '') return show(ctx);
    if (said === 'no') return { kind: 'replace', card: linesCard([rich`Nothing was changed.`]) };
    const agreed = said.startsWith('ok.') ? said.slice(3).replaceAll('.', ' ') : null;
    const parsed = parseRule(agreed ?? said);
    if (!parsed.ok) return refuse(parsed.message);
    if (agreed === null) return propose(ctx, parsed.rule);
    await keepRule(ctx.tx, ctx.member.communityId, parsed.rule, ctx.now);
    return { kind: 'replace', card: linesCard([rich`Changed. ${ruleLine(parsed.rule)}`]) };
  },
};

async function show(ctx: CommandContext): Promise<Reply> {
  const now = await loadRules(ctx.tx, ctx.member.communityId);
  return say(
    linesCard(
      [
        ...NAMES.map((name) => ruleLine(ruleNow(now, name))),
        ...(await modelLines(ctx, now)),
        rich`To change one, type for example ${strong(EXAMPLE)}, ${strong('/greenroom rules misses 2 of 10')} or ${strong('/greenroom rules quiet 60 seconds')}.`,
      ],
      [],
      'Rules of this community',
    ),
  );
}

/** What of answers goes to a model, and how far that may go. */
async function modelLines(ctx: CommandContext, now: CommunityRules): Promise<Rich[]> {
  const { readBy } = ctx.core;
  if (readBy === null)
    return [rich`Answers are read by ${strong('the offline coach')}, inside Greenroom. No model is asked.`];
  const today = await requestsToday(ctx.tx, ctx.member.communityId, ctx.now);
  return [
    rich`Answers are read by ${strong(readBy)}; beyond these limits by the offline coach. Asked today: ${today === 1 ? '1 time' : `${today} times`}.`,
    ruleLine(ruleNow(now, 'model')),
    ruleLine(ruleNow(now, 'member')),
    rich`To change that, type for example ${strong('/greenroom rules model 500 a day')} or ${strong('/greenroom rules member 20 a day')}.`,
  ];
}

const NAMES = ['retention', 'misses', 'quiet'] as const;

/** The rule, echoed in full, with what it would do; asked once. */
async function propose(ctx: CommandContext, rule: Rule): Promise<Reply> {
  const { communityId } = ctx.member;
  const now = await loadRules(ctx.tx, communityId);
  const lines = [ruleLine(rule), rich`Now: ${ruleLine(ruleNow(now, rule.name))}`];
  const shorter = rule.name === 'retention' && rule.months < now.retentionMonths;
  if (shorter) {
    const count = await countExpiring(ctx.tx, communityId, rule.months, ctx.now);
    lines.push(
      rich`${strong(count === 1 ? '1 answer is older than that.' : `${count} answers are older than that.`)} Their words and feedback are erased within the hour, for good. The days stay counted. Members can keep a copy with ${strong('/practice export')} first.`,
    );
  }
  return say(
    linesCard(
      lines,
      [
        runButton(
          'rules',
          `ok.${encodeRule(rule)}`,
          shorter ? 'Shorten it' : 'Change it',
          shorter ? 'danger' : 'primary',
        ),
        runButton('rules', 'no', 'Leave it'),
      ],
      'Change this rule?',
    ),
  );
}

/** As {@link parseRule} reads it, with dots for spaces. */
function encodeRule(rule: Rule): string {
  switch (rule.name) {
    case 'retention':
      return `retention.${rule.months}.months`;
    case 'misses':
      return `misses.${rule.allowed}.of.${rule.window}`;
    case 'quiet':
      return `quiet.${rule.seconds}.seconds`;
    case 'model':
    case 'member':
      return `${rule.name}.${rule.requests}`;
    default:
      return never(rule);
  }
}

function ruleNow(now: CommunityRules, name: Rule['name']): Rule {
  switch (name) {
    case 'retention':
      return { name, months: now.retentionMonths };
    case 'misses':
      return { name, allowed: now.missesAllowed, window: now.missesWindow };
    case 'quiet':
      return { name, seconds: now.quietSeconds };
    case 'model':
    case 'member':
      return { name, ...now[name] };
    default:
      return never(name);
  }
}

function ruleLine(rule: Rule): Rich {
  switch (rule.name) {
    case 'retention':
      return rich`Words of answers and feedback are kept for ${strong(rule.months === 1 ? '1 month' : `${rule.months} months`)}.`;
    case 'misses':
      return rich`Members may miss ${strong(`${rule.allowed} of any ${rule.window}`)} question days.`;
    case 'quiet':
      return rich`An answer in a thread is read after ${strong(`${rule.seconds} quiet seconds`)}.`;
    case 'model':
      return rule.requests === 0
        ? rich`${strong('No model')} is asked here; the offline coach reads all answers.`
        : rich`A model is asked at most ${strong(`${rule.requests} times a day`)} for everybody together, with at most ${rule.tokens.toLocaleString('en')} tokens.`;
    case 'member':
      return rule.requests === 0
        ? rich`A model is asked for ${strong('no member')}; the offline coach reads all answers.`
        : rich`For one member it is asked at most ${strong(`${rule.requests} times a day`)}, with at most ${rule.tokens.toLocaleString('en')} tokens. One answer takes one or two times.`;
    default:
      return never(rule);
  }
}
