import { z } from 'zod';
import { callSlack, type SlackCalls } from './call.ts';

/** What Slack said of a person counts for so long, in milliseconds: who is an admin is checked at every press. */
const KNOWN_MS = 60_000;
/** An answer in time must not wait longer than this for it, in milliseconds (Slack closes after 3 s). */
const PATIENCE_MS = 1_200;
const REMEMBERED = 20_000;

/** A person as the workspace describes them. */
export interface SlackPerson {
  readonly displayName: string;
  /** Admin or owner of the workspace. */
  readonly isOrganizer: boolean;
}

const userSchema = z.looseObject({
  user: z.looseObject({
    name: z.string().optional(),
    real_name: z.string().optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_primary_owner: z.boolean().optional(),
    profile: z
      .looseObject({ display_name: z.string().optional(), real_name: z.string().optional() })
      .optional(),
  }),
});

export interface People {
  /** Asks Slack unless that was a moment ago; null when it does not say in time. */
  look(teamId: string, userId: string): Promise<SlackPerson | null>;
  /** The name, if it is known without asking; empty when not. */
  nameOf(teamId: string, userId: string): string;
}

/** `nowMs` is a clock that only measures, such as performance.now. */
export function createPeople(io: SlackCalls, nowMs: () => number = () => performance.now()): People {
  const known = new Map<string, { readonly person: SlackPerson; readonly atMs: number }>();
  const ask = async (teamId: string, userId: string): Promise<SlackPerson | null> => {
    const called = await callSlack(io, teamId, 'users.info', { user: userId });
    const read = called.kind === 'ok' ? userSchema.safeParse(called.value).data : undefined;
    if (read === undefined) return null;
    const { user } = read;
    const names = [user.profile?.display_name, user.real_name, user.profile?.real_name, user.name];
    const person = {
      displayName: names.find((name) => name !== undefined && name.trim() !== '') ?? '',
      isOrganizer: user.is_admin === true || user.is_owner === true || user.is_primary_owner === true,
    };
    if (known.size >= REMEMBERED) known.clear();
    known.set(`${teamId}/${userId}`, { person, atMs: nowMs() });
    return person;
  };
  return {
    async look(teamId, userId) {
      const found = known.get(`${teamId}/${userId}`);
      if (found !== undefined && nowMs() - found.atMs < KNOWN_MS) return found.person;
      const over = Promise.withResolvers<null>();
      const timer = setTimeout(() => over.resolve(null), PATIENCE_MS);
      const person = await Promise.race([ask(teamId, userId), over.promise]);
      clearTimeout(timer);
      return person;
    },
    nameOf: (teamId, userId) => known.get(`${teamId}/${userId}`)?.person.displayName ?? '',
  };
}
