import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { SETTING_NAMES } from '../../src/core/config.ts';

const readme = readFileSync('README.md', 'utf8');

it('the README explains every setting, and no other', () => {
  const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## In production'));
  const explained = [...table.matchAll(/^\| (.+?) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z_]+)`/g)])
    .map(([, name = '']) => name);
  expect(explained.toSorted()).toEqual([...SETTING_NAMES].toSorted());
});

it('every npm script that the README names is there', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const named = [...readme.matchAll(/npm (?:run (?:-s )?([a-z]+)|(start|test))/g)].map(
    ([, run, short]) => run ?? short ?? '',
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

it('every file that the READMEs link to is there', () => {
  for (const file of ['README.md', 'src/core/README.md']) {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    for (const [, link = ''] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(() => readFileSync(`${folder}${link}`), `${file} → ${link}`).not.toThrow();
    }
  }
});
