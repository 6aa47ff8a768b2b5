import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const files = globSync('{src,migrations}/**/*.ts');
const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** Platform, queue and model libraries: they belong to the edges. */
const EDGE_LIBRARIES = /^(discord\.js|@discordjs\/|@slack\/|bullmq|ioredis|openai|hono|@hono\/)/;

describe('imports point one way', () => {
  it('core imports no platform, queue or model library', () => {
    const wrong = [...imports]
      .filter(([file]) => file.startsWith('src/core/'))
      .flatMap(([file, targets]) =>
        targets.filter((one) => EDGE_LIBRARIES.test(one)).map((one) => `${file} → ${one}`),
      );
    expect(wrong).toEqual([]);
  });

  it('core knows neither bots nor jobs, and those two do not know each other', () => {
    const forbidden: readonly (readonly [from: string, to: string])[] = [
      ['src/core/', 'src/bots/'],
      ['src/core/', 'src/jobs/'],
      ['src/bots/', 'src/jobs/'],
      ['src/jobs/', 'src/bots/'],
    ];
    const wrong = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => forbidden.some(([from, to]) => file.startsWith(from) && target.startsWith(to)))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no circles', () => {
    expect(findCircle()).toEqual([]);
  });

  it('only time.ts reads the clock', () => {
    const reads = /Temporal\.Now\b|\bDate\.now\(|new Date\(\)/;
    const wrong = files.filter(
      (file) => file !== path.join('src', 'core', 'time.ts') && reads.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

/** Local imports as paths from the root, others by name. Type-only imports do not run and are left out of circles. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'/gms)].map(
    ([, target = '']) =>
      target.startsWith('.') ? path.normalize(path.join(path.dirname(file), target)) : target,
  );
}

function findCircle(): string[] {
  const finished = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (finished.has(file)) return [];
    way.push(file);
    for (const target of imports.get(file) ?? []) {
      const circle = visit(target);
      if (circle.length > 0) return circle;
    }
    way.pop();
    finished.add(file);
    return [];
  };
  for (const file of files) {
    const circle = visit(file);
    if (circle.length > 0) return circle;
  }
  return [];
}
