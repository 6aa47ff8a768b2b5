import type { Updateable } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { never } from '../errors.ts';
import type { Capabilities } from '../platform/port.ts';
import { parseZone, type Parsed } from '../time.ts';

/** A setting as people and buttons name it, with its choices. */
export interface SettingName {
  readonly key: 'wording' | 'parts' | 'timer' | 'feedback' | 'streak' | 'thread';
  readonly choices: readonly string[];
}

/** Every setting with a fixed set of choices; the zone is typed. */
const SETTINGS: readonly SettingName[] = [
  { key: 'wording', choices: ['usual', 'literal'] },
  { key: 'parts', choices: ['one-text', 'one-by-one'] },
  { key: 'timer', choices: ['off', 'soft'] },
  { key: 'feedback', choices: ['message', 'button'] },
  { key: 'streak', choices: ['shown', 'hidden'] },
  { key: 'thread', choices: ['ask', 'always', 'no'] },
];

/**
 * The settings that do something on a platform: a form that cannot show time has no timer to set, and where nothing is
 * told unasked, feedback has a usual way beside the message and the button.
 */
export function settingsFor(
  can: Pick<Capabilities, 'formTimer' | 'tellPrivatelyUnasked'> | undefined,
): readonly SettingName[] {
  return SETTINGS.filter(({ key }) => key !== 'timer' || can?.formTimer === true).map((setting) =>
    setting.key === 'feedback' && can?.tellPrivatelyUnasked === false
      ? { ...setting, choices: ['usual', ...setting.choices] }
      : setting,
  );
}

/** What changes in the member's row. */
export type SettingChange = Updateable<Tables['members']>;

/**
 * Reads "streak hidden" or "zone Europe/Berlin", as typed or as a button carries it ("streak.hidden"), into
 * the columns to change. `settings` are those of the platform. Refuses with a sentence that names the choices. Pure.
 */
export function readSetting(text: string, settings: readonly SettingName[]): Parsed<SettingChange> {
  const [, name = '', said = ''] = /^\s*([^\s.]*)[\s.]*(.*?)\s*$/s.exec(text) ?? [];
  const key = name.toLowerCase();
  if (key === 'zone') return readZone(said);
  const setting = settings.find((one) => one.key === key);
  if (setting === undefined) {
    const names = settings.map((one) => one.key).join(', ');
    return {
      ok: false,
      message: `There is no such setting. Choose one of: ${names}, zone. For example: /practice settings streak hidden.`,
    };
  }
  const choice = setting.choices.find((one) => one === said.toLowerCase().replaceAll(' ', '-'));
  if (choice === undefined) {
    return {
      ok: false,
      message: `The setting ${setting.key} can be: ${setting.choices.join(', ')}. For example: /practice settings ${setting.key} ${setting.choices.at(-1) ?? ''}.`,
    };
  }
  return { ok: true, value: changeOf(setting.key, choice) };
}

/** Reads a zone name; "community" and nothing at all take the community's own. */
export function readZone(said: string): Parsed<SettingChange> {
  if (said === '' || said.toLowerCase() === 'community') return { ok: true, value: { zone: null } };
  const zone = parseZone(said);
  return zone.ok ? { ok: true, value: { zone: zone.value } } : zone;
}

function changeOf(key: SettingName['key'], choice: string): SettingChange {
  switch (key) {
    case 'wording':
      return { literal_wording: choice === 'literal' };
    case 'parts':
      return { one_part_at_a_time: choice === 'one-by-one' };
    case 'timer':
      return { soft_timer: choice === 'soft' };
    case 'feedback':
      return { feedback_by: choice === 'button' ? 'button' : choice === 'message' ? 'message' : null };
    case 'streak':
      return { streak_hidden: choice === 'hidden' };
    case 'thread':
      return {
        thread_consent: choice === 'always' ? 'always' : choice === 'no' ? 'no' : 'ask',
        consent_asked_at: null,
      };
    default:
      return never(key);
  }
}
