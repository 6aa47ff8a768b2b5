import type { JobContext } from '../jobs/job.ts';
import type { Platform } from './event.ts';
import type { PlatformPort } from './port.ts';

/** The connected port of a platform; throws when this process has none (the job is then tried elsewhere). */
export function portFor(ctx: Pick<JobContext, 'ports'>, platform: Platform): PlatformPort {
  const port = ctx.ports.get(platform);
  if (port === undefined) throw new Error(`no ${platform} connection in this process`);
  return port;
}
