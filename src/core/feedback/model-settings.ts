import { z } from 'zod';

/** Its host is shown to members and its path is added to, so nothing else may hang on it. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (
    ['http:', 'https:'].includes(protocol) && [username, password, search, hash].every((part) => part === '')
  );
}

/** The settings that name a model; {@link modelProblems} checks them together. */
export const modelSettings = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z
    .string()
    .refine(isAddress, {
      message:
        'must be a URL such as https://api.example.com/v1, without user, password, question mark or hash; a key goes into OPENAI_API_KEY',
    })
    .optional(),
  OPENAI_MODEL: z.string().optional(),
};

/** Where a key without OPENAI_BASE_URL is for. */
const OPENAI_URL = 'https://api.openai.com/v1';

type ModelSettings = {
  readonly [name in 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'OPENAI_MODEL']?: string | undefined;
};

/**
 * The model that the settings name and its address, or null when they name none and the offline coach is to read. It
 * takes OPENAI_MODEL to want one; a key alone does not.
 */
export function namedModel(
  settings: ModelSettings,
): { readonly model: string; readonly baseUrl: string; readonly apiKey: string | null } | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings;
  if (model === undefined || (apiKey === undefined && baseUrl === undefined)) return null;
  return { model, baseUrl: baseUrl ?? OPENAI_URL, apiKey: apiKey ?? null };
}

/** {@link namedModel} in words for organizers, such as "small-model at api.example.com"; null when there is none. */
export function readerOf(settings: ModelSettings): string | null {
  const named = namedModel(settings);
  return named === null ? null : `${named.model} at ${new URL(named.baseUrl).host}`;
}

/**
 * What is missing for a model to read answers. Members' words leave the machine only when all of it is said:
 * a key alone, which many shells hold for other programs, changes nothing.
 */
export function modelProblems(given: Readonly<Record<string, unknown>>): readonly string[] {
  const named = given['OPENAI_MODEL'] !== undefined;
  const address = given['OPENAI_BASE_URL'] !== undefined;
  if (address && !named) {
    return [
      'OPENAI_MODEL is not set, but OPENAI_BASE_URL is. Name the model that is to read answers, or leave both out: the offline coach then reads.',
    ];
  }
  if (named && !address && given['OPENAI_API_KEY'] === undefined) {
    return [
      'OPENAI_MODEL is set without an endpoint. Set OPENAI_API_KEY for api.openai.com, or OPENAI_BASE_URL for another one (with OPENAI_API_KEY if it wants a key), or leave OPENAI_MODEL out.',
    ];
  }
  return [];
}
