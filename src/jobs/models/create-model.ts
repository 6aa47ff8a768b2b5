import type { Settings } from '../../core/config.ts';
import type { MeteredModel } from '../../core/feedback/metered-model.ts';
import { namedModel } from '../../core/feedback/model-settings.ts';
import { silentLog, type Log } from '../../core/log.ts';
import { systemClock, type Clock } from '../../core/time.ts';

/**
 * The model that the settings name, or null when they name none and the offline coach is to read. Its library is
 * loaded only then.
 */
export async function createModelFromSettings(
  settings: Pick<Settings, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'OPENAI_MODEL'>,
  { clock = systemClock, log = silentLog }: { readonly clock?: Clock; readonly log?: Log } = {},
): Promise<MeteredModel | null> {
  const named = namedModel(settings);
  if (named === null) return null;
  const { createOpenAiModel } = await import('./openai-model.ts');
  return createOpenAiModel({ ...named, clock, log });
}
