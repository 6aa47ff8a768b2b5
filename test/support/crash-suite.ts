import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  makePostedModel,
  makeScene,
  restartPlace,
  type Model,
  type Restarted,
  type Scene,
} from './crash-scene.ts';
import { inParallel } from './process.ts';
import { redisIsHere, startRedis, type TestRedis } from './redis.ts';

/** Crashes of one kind, each in a place of its own, side by side. */
export interface CrashSuite<S extends { readonly queue: string }, P> {
  readonly scenarios: readonly S[];
  /** How many run at once; most of their time they wait for a killed job's lock to run out. */
  readonly width: number;
  /** A scenario's title; `$name` stands for one of its fields. */
  readonly title: string;
  /** Whether it begins on a copy of the room in which the first question is posted; else in an empty one. */
  readonly isPosted: (scenario: S) => boolean;
  /** Called once; what it gives goes to every scenario. */
  readonly prepare: (posted: Model) => Promise<P>;
  /** Starts, crashes, starts anew (`restart`), and looks. */
  readonly run: (scene: Scene, scenario: S, restart: () => Promise<Restarted>, prepared: P) => Promise<void>;
}

/** One test for each scenario of the suite. Those on Redis are skipped where it is not installed. */
export function describeCrashes<S extends { readonly queue: string }, P>(
  title: string,
  suite: CrashSuite<S, P>,
): void {
  const redis = redisIsHere();
  describe(title, () => {
    const outcomes = new Map<S, Promise<void>>();
    let server: TestRedis | null = null;
    let model: Model | null = null;
    beforeAll(async () => {
      if (redis) server = await startRedis();
      const posted = await makePostedModel();
      model = posted;
      const prepared = await suite.prepare(posted);
      const here = suite.scenarios.filter((one) => redis || one.queue !== 'Redis');
      const runs = inParallel(
        suite.width,
        here.map((one, index) => async () => {
          const scene = await makeScene({
            ...(suite.isPosted(one) ? { model: posted } : {}),
            redisUrl: one.queue === 'Redis' && server !== null ? `${server.url}/${index % 16}` : null,
          });
          try {
            await suite.run(scene, one, () => scene.restart(restartPlace(index)), prepared);
          } finally {
            await scene.close();
          }
        }),
      );
      for (const [index, one] of here.entries()) outcomes.set(one, runs[index] ?? Promise.resolve());
    });
    afterAll(async () => {
      await Promise.allSettled(outcomes.values());
      await model?.drop();
      await server?.stop();
    });

    it.for(suite.scenarios)(suite.title, { timeout: 300_000 }, async (one, { skip }) => {
      const outcome = outcomes.get(one);
      if (outcome === undefined) return skip('needs redis-server');
      await outcome;
    });
  });
}
