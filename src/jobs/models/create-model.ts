import type { Settings } from '../../core/config.ts';
import type { MeteredModel } from '../../core/feedback/metered-model.ts';
import { silentLog, type Log } from '../../core/log.ts';
import { systemClock, type Clock } from '../../core/time.ts';

/** Where a key without OPENAI_BASE_URL is for. */
const OPENAI_URL = 'https://api.openai.com/v1';

/**
 * The model that the settings name, or null when they name none and the offline coach is to read. It takes
 * OPENAI_MODEL to want one; a key alone does not. Its library is loaded only then.
 */
export async function createModelFromSettings(
  settings: Pick<Settings, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'OPENAI_MODEL'>,
  { clock = systemClock, log = silentLog }: { readonly clock?: Clock; readonly log?: Log } = {},
): Promise<MeteredModel | null> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings;
  if (model === undefined || (apiKey === undefined && baseUrl === undefined)) return null;
  const { createOpenAiModel } = await import('./openai-model.ts');
  return createOpenAiModel({ apiKey: apiKey ?? null, baseUrl: baseUrl ?? OPENAI_URL, model, clock, log });
}
