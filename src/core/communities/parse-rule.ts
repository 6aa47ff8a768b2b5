import { echoInput } from '../echo-input.ts';

/** A rule of a community with the value it would get. */
export type Rule =
  | { readonly name: 'retention'; readonly months: number }
  | { readonly name: 'misses'; readonly allowed: number; readonly window: number }
  | { readonly name: 'quiet'; readonly seconds: number }
  /** How often a day a model may be asked for everybody together, and with how many tokens; 0 is never. */
  | { readonly name: 'model'; readonly requests: number; readonly tokens: number }
  /** The same for one member. */
  | { readonly name: 'member'; readonly requests: number; readonly tokens: number };

export type ParsedRule =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly message: string };

/** The limits, as the database's checks have them. */
const MONTHS_MAX = 120;
const ALLOWED_MAX = 30;
const WINDOW_MAX = 60;
const QUIET_SECONDS_MAX = 3_600;
/** Far beyond what anybody pays for, and within what the database's integers hold. */
const REQUESTS_MAX = { model: 100_000, member: 1_000 } as const;
/** Tokens to each request, as the defaults have them (migration 0002): a member's reading may need two requests. */
const TOKENS_EACH = { model: 2_500, member: 5_000 } as const;

/**
 * Reads "retention 12 months", "misses 2 of 10", "quiet 60 seconds", "model 500 a day" or "member 20 a day", in any
 * case. Pure; never throws.
 */
export function parseRule(text: string): ParsedRule {
  const said = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [name = ''] = said.split(' ');
  const rest = said.slice(name.length).trim();
  switch (name) {
    case 'retention':
      return retention(rest);
    case 'misses':
      return misses(rest);
    case 'quiet':
      return quiet(rest);
    case 'model':
    case 'member':
      return allowance(name, rest);
    default:
      return no(
        `I don't know "${echoInput(text)}". The rules are retention, misses, quiet, model and member. For example: /greenroom rules retention 12 months`,
      );
  }
}

function retention(said: string): ParsedRule {
  const [, number, unit = 'months'] = /^(\d{1,4}) ?(months?|years?)?$/.exec(said) ?? [];
  const months = Number(number) * (unit.startsWith('year') ? 12 : 1);
  return months >= 1 && months <= MONTHS_MAX
    ? { ok: true, rule: { name: 'retention', months } }
    : no(`Words are kept 1 to ${MONTHS_MAX} months. For example: /greenroom rules retention 12 months`);
}

function misses(said: string): ParsedRule {
  const [, first, second] = /^(\d{1,3}) ?(?:of|in|\/) ?(?:any )?(\d{1,3})(?: days?)?$/.exec(said) ?? [];
  const allowed = Number(first);
  const window = Number(second);
  const fits = window >= 1 && window <= WINDOW_MAX && allowed <= ALLOWED_MAX && allowed < window;
  return fits
    ? { ok: true, rule: { name: 'misses', allowed, window } }
    : no(
        `Say how many of how many question days may be missed: at most ${ALLOWED_MAX} of at most ${WINDOW_MAX}, and fewer than all. For example: /greenroom rules misses 2 of 10`,
      );
}

function quiet(said: string): ParsedRule {
  const [, number, unit = 'seconds'] = /^(\d{1,5}) ?(s|sec|seconds?|m|min|minutes?)?$/.exec(said) ?? [];
  const seconds = Number(number) * (unit.startsWith('m') ? 60 : 1);
  return seconds <= QUIET_SECONDS_MAX
    ? { ok: true, rule: { name: 'quiet', seconds } }
    : no(
        `After how many quiet seconds is an answer in a thread read? 0 to ${QUIET_SECONDS_MAX}. For example: /greenroom rules quiet 60 seconds`,
      );
}

function allowance(name: 'model' | 'member', said: string): ParsedRule {
  const [, number = said === 'off' || said === 'never' ? '0' : ''] =
    /^(\d{1,6})(?: times?| requests?)?(?: a day| per day|\/day)?$/.exec(said) ?? [];
  const requests = number === '' ? -1 : Number(number);
  const whose = name === 'model' ? 'for everybody here together' : 'for one member';
  return requests >= 0 && requests <= REQUESTS_MAX[name]
    ? { ok: true, rule: { name, requests, tokens: requests * TOKENS_EACH[name] } }
    : no(
        `How often a day may a model be asked ${whose}? 0 to ${REQUESTS_MAX[name]}; 0 is never. For example: /greenroom rules ${name} ${name === 'model' ? 500 : 20} a day`,
      );
}

const no = (message: string): ParsedRule => ({ ok: false, message });
