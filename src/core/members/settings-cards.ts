import type { ThreadConsent } from '../db/tables/members.ts';
import { never } from '../errors.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button, Card, Form } from '../platform/card.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import type { SettingName } from './change-setting.ts';
import type { Member } from './member.ts';

const COMMAND = 'practice.settings';

/**
 * Every one of `shown` with its value, and a button for each other choice. `communityZone` is the one used without
 * an own.
 */
export function settingsCard(member: Member, communityZone: string, shown: readonly SettingName[]): Card {
  const { settings } = member;
  return {
    tone: 'private',
    title: rich`Your settings`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          {
            label: 'Wording',
            value: settings.literalWording
              ? rich`${strong('literal')}: hints and instructions say exactly what to do.`
              : rich`${strong('usual')}: hints and instructions are short.`,
          },
          {
            label: 'Answer form',
            value: settings.onePartAtATime
              ? rich`${strong('one part at a time')}: a field for each part of the answer.`
              : rich`${strong('one text')}: one field for the whole answer.`,
          },
          ...(shown.some(({ key }) => key === 'timer') ? [timerFact(settings.softTimer)] : []),
          {
            label: 'Feedback',
            value: feedbackText(currentChoice(member, 'feedback', shown)),
          },
          {
            label: 'Streak',
            value: settings.streakHidden
              ? rich`${strong('hidden')}: it is counted and shown nowhere.`
              : rich`${strong('shown')}, to you only.`,
          },
          {
            label: 'Messages in threads',
            value: rich`${strong(member.threadConsent)}: ${threadText(member.threadConsent)}`,
          },
          {
            label: 'Time zone',
            value:
              settings.zone === null
                ? rich`${strong(communityZone)}, the one of this community. It decides which date "today" is for you.`
                : rich`${strong(settings.zone)}. It decides which date "today" is for you.`,
          },
        ],
      },
    ],
    buttons: [
      ...shown.flatMap(({ key, choices }) =>
        choices
          .filter((choice) => choice !== currentChoice(member, key, shown))
          .map((choice): Button => button(`${key}.${choice}`, labelOf(key, choice))),
      ),
      button('zone', 'Time zone: change'),
      ...(settings.zone === null ? [] : [button('zone.community', "Time zone: the community's")]),
    ],
  };
}

/** Asks for a zone. */
export function zoneForm(current: string | null, communityZone: string): Form {
  return {
    submit: encodeAction({ verb: 'send', command: COMMAND, arg: 'zone' }),
    title: 'Your time zone',
    intro: [],
    fields: [
      {
        name: 'zone',
        label: 'Time zone',
        help: `A name such as Europe/London. Leave it empty for ${communityZone}.`,
        value: current ?? '',
        multiline: false,
        required: false,
        maxLength: 60,
      },
    ],
    submitLabel: 'Save',
  };
}

function timerFact(isOn: boolean): { readonly label: string; readonly value: Rich } {
  return {
    label: 'Timer',
    value: isOn
      ? rich`${strong('soft')}: the answer form says for how long it has been open. Nothing ends by it.`
      : rich`${strong('off')}: the answer form says nothing about time.`,
  };
}

function feedbackText(choice: string): Rich {
  switch (choice) {
    case 'usual':
      return rich`${strong('usual')}: after a form it comes where you sent it, otherwise it is under My feedback.`;
    case 'button':
      return rich`${strong('button')}: it waits until you press My feedback.`;
    default:
      return rich`${strong('private message')}: it comes to you when it is ready.`;
  }
}

type Key = SettingName['key'];

/** Of `shown`, since what is usual differs between platforms. */
function currentChoice(member: Member, key: Key, shown: readonly SettingName[]): string {
  const { settings } = member;
  switch (key) {
    case 'wording':
      return settings.literalWording ? 'literal' : 'usual';
    case 'parts':
      return settings.onePartAtATime ? 'one-by-one' : 'one-text';
    case 'timer':
      return settings.softTimer ? 'soft' : 'off';
    case 'feedback':
      return settings.feedbackBy ?? shown.find((one) => one.key === key)?.choices[0] ?? 'message';
    case 'streak':
      return settings.streakHidden ? 'hidden' : 'shown';
    case 'thread':
      return member.threadConsent;
    default:
      return never(key);
  }
}

/** Says what a press makes of the setting, so that no button needs the one beside it to be understood. */
function labelOf(key: Key, choice: string): string {
  switch (key) {
    case 'wording':
      return `Wording: ${choice}`;
    case 'parts':
      return choice === 'one-by-one' ? 'Answer form: one part at a time' : 'Answer form: one text';
    case 'timer':
      return `Timer: ${choice}`;
    case 'feedback':
      return choice === 'message' ? 'Feedback: private message' : `Feedback: ${choice}`;
    case 'streak':
      return `Streak: ${choice}`;
    case 'thread':
      return `Messages in threads: ${choice}`;
    default:
      return never(key);
  }
}

function threadText(consent: ThreadConsent): string {
  switch (consent) {
    case 'ask':
      return 'you are asked before one is read as an answer.';
    case 'always':
      return 'your first one of 25 words or more is read as your answer.';
    case 'no':
      return 'they are left alone. The Answer button still works.';
    default:
      return never(consent);
  }
}

function button(arg: string, label: string): Button {
  return { action: encodeAction({ verb: 'run', command: COMMAND, arg }), label, style: 'secondary' };
}
