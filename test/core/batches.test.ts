import { describe, expect, test, vi } from 'vitest';
import { Batches } from '../../src/core/batches.ts';

/** Batches whose runs end when the test says so; `ran` are the batches so far. */
function batches(
  options: { most?: number; lanes?: number; patienceMs?: number; giveUpMs?: number; bad?: string } = {},
) {
  const ran: string[][] = [];
  const under: PromiseWithResolvers<void>[] = [];
  const made = new Batches<string, string>({
    run: async (batch) => {
      ran.push([...batch]);
      const running = Promise.withResolvers<void>();
      under.push(running);
      await running.promise;
      if (options.bad !== undefined && batch.includes(options.bad)) throw new Error(`${batch.join()} failed`);
      return batch.map((one) => `${one} done`);
    },
    keyOf: (one) => one.charAt(0),
    most: options.most ?? 10,
    lanes: options.lanes ?? 1,
    patienceMs: options.patienceMs ?? 60_000,
    giveUpMs: options.giveUpMs ?? 60_000,
  });
  return {
    take: (one: string) => made.take(one),
    ran,
    /** Ends what is under way, and whatever follows it, until all of these have a result. */
    end: async <T>(results: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> => {
      const all = Promise.allSettled(results);
      let over = false;
      void all.then(() => (over = true));
      while (!over) {
        for (const running of under.splice(0)) running.resolve();
        await new Promise(setImmediate);
      }
      return all;
    },
  };
}

const values = (results: readonly PromiseSettledResult<string>[]): string[] =>
  results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));

describe('what arrives at the same moment', () => {
  test('alone goes at once, and what comes meanwhile goes together, each with its own result', async () => {
    const { take, ran, end } = batches();
    const all = [take('a'), take('b'), take('c'), take('d')];
    expect(ran).toEqual([['a']]);
    expect(values(await end(all))).toEqual(['a done', 'b done', 'c done', 'd done']);
    expect(ran).toEqual([['a'], ['b', 'c', 'd']]);
  });

  test('goes in batches no larger than allowed, those that wait longest first', async () => {
    const { take, ran, end } = batches({ most: 2 });
    await end(['a', 'b', 'c', 'd', 'e'].map(take));
    expect(ran).toEqual([['a'], ['b', 'c'], ['d', 'e']]);
  });

  test('of one key goes one after the other, in the order in which it came', async () => {
    const { take, ran, end } = batches({ lanes: 4, patienceMs: 0 });
    await end(['a1', 'a2', 'b1', 'a3', 'b2'].map(take));
    expect(ran.flat().filter((one) => one.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(ran.flat().filter((one) => one.startsWith('b'))).toEqual(['b1', 'b2']);
    for (const batch of ran) expect(new Set(batch.map((one) => one.charAt(0))).size).toBe(batch.length);
  });

  test('fails for none but the bad one, which is told why', async () => {
    const { take, ran, end } = batches({ bad: 'c' });
    expect(values(await end(['a', 'b', 'c', 'd'].map(take)))).toEqual([
      'a done',
      'b done',
      'Error: c failed',
      'd done',
    ]);
    expect(ran).toEqual([['a'], ['b', 'c', 'd'], ['b'], ['c'], ['d']]);
  });

  test('does not wait for a batch that takes long, and no more than the lanes allow are under way', async () => {
    const { take, ran, end } = batches({ lanes: 2, patienceMs: 5 });
    const all = ['a', 'b', 'c'].map(take);
    await vi.waitUntil(() => ran.length === 2);
    expect(ran).toEqual([['a'], ['b', 'c']]);
    all.push(take('d'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(ran).toHaveLength(2);
    expect(values(await end(all))).toEqual(['a done', 'b done', 'c done', 'd done']);
  });

  test('does not wait for ever: what never gets its turn is given up, and what was begun is not', async () => {
    const { take, ran, end } = batches({ giveUpMs: 20 });
    const stuck = take('a1');
    await expect(take('a2')).rejects.toThrow('given up before its turn');
    await expect(take('b')).rejects.toThrow('given up before its turn');
    expect(values(await end([stuck]))).toEqual(['a1 done']);
    expect(values(await end([take('a3'), take('c')]))).toEqual(['a3 done', 'c done']);
    expect(ran).toEqual([['a1'], ['a3'], ['c']]);
  });
});
