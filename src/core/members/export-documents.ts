import type { MemberData, StoredRow } from './collect-member-data.ts';
import { describePlainly, DESCRIBERS, type DescribeContext, type DescribedRow } from './describe-row.ts';

/** What both documents are made from. */
export interface ExportParts {
  readonly data: MemberData;
  readonly context: DescribeContext;
  readonly madeAt: Temporal.Instant;
}

/** The export for programs: every row of every table, and the questions they refer to. Pure. */
export function exportJson(parts: ExportParts): string {
  const questions = Object.fromEntries(parts.context.asked);
  const tables = Object.fromEntries(parts.data);
  return `${JSON.stringify({ made_at: parts.madeAt.toString({ smallestUnit: 'second' }), tables, questions_by_round: questions }, null, 2)}\n`;
}

/** The export for people: one page that needs nothing else, every text in full and escaped. Pure. */
export function exportHtml(parts: ExportParts): string {
  const known = Object.keys(DESCRIBERS).filter((table) => parts.data.has(table));
  const others = [...parts.data.keys()].filter((table) => !Object.hasOwn(DESCRIBERS, table));
  const sections = [...known, ...others].map((table) =>
    section(table, parts.data.get(table) ?? [], parts.context),
  );
  const made = parts.madeAt.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What Greenroom holds about you</title>
<style>
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
h2 { margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: 0.25rem; }
p { margin: 0.25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>What Greenroom holds about you</h1>
<p>Made ${escape(made)}. Nothing is left out; the other file holds the same for programs.</p>
${sections.join('\n')}
</body>
</html>
`;
}

function section(table: string, rows: readonly StoredRow[], context: DescribeContext): string {
  const describer = DESCRIBERS[table];
  const name =
    describer === undefined ? table.replaceAll('_', ' ') : rows.length === 1 ? describer.one : describer.many;
  const items = rows.map((row) =>
    item(describer === undefined ? describePlainly(row) : describer.describe(row, context)),
  );
  return `<h2>${rows.length} ${escape(name)}</h2>\n${items.join('\n')}`;
}

function item(row: DescribedRow): string {
  const title = row.title === '' ? '' : `<h3>${escape(row.title)}</h3>\n`;
  return title + row.texts.map((text) => `<p>${escape(text)}</p>`).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
