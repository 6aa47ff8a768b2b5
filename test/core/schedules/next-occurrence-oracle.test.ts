import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { nextOccurrence } from '../../../src/core/schedules/next-occurrence.ts';
import { addDays, fromPlainDate, type LocalDate, type LocalTime } from '../../../src/core/time.ts';

/**
 * PostgreSQL is the oracle: its AT TIME ZONE agrees with `compatible` everywhere but in an autumn overlap, where it takes
 * the second pass. Its zone data are its own, so a time is compared only where both know the same offsets around it.
 */
const FIRST_YEAR = 2010;
const LAST_YEAR = 2032;

/**
 * Zones whose rules changed lately, so that the bundled server, a distribution's server and Node know different offsets.
 * A new name is looked at before it is added: at most 10.
 */
const KNOWN_TO_DIFFER: readonly string[] = [
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'America/Edmonton',
  'America/Vancouver',
  'Europe/Chisinau',
];

const TIMES: readonly LocalTime[] = [
  '00:00',
  '00:30',
  '01:30',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  '09:00',
  '23:45',
];

/** Hours from the occurrence at which both must give the same offset before the two are compared. */
const AROUND_HOURS = [-25, -2, -1, 0, 1, 2, 25];

type Sample = { zone: string; date: LocalDate; time: LocalTime; seconds: number };

type OracleRow = { i: number; seconds: number; back: string; offsets: number[] };

/** The dates on both sides of every change of the zone's offset, and one ordinary date in each half of two years. */
function datesOf(zone: string): ReadonlySet<LocalDate> {
  const dates = new Set<LocalDate>(['2026-01-15', '2026-07-15', '2029-01-15', '2029-07-15']);
  let at = Temporal.Instant.from(`${FIRST_YEAR}-01-01T00:00Z`).toZonedDateTimeISO(zone);
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.year > LAST_YEAR) return dates;
    dates.add(fromPlainDate(change.toPlainDate()));
    dates.add(fromPlainDate(change.subtract({ nanoseconds: 1 }).toPlainDate()));
    at = change;
  }
}

function samplesOf(zone: string): Sample[] {
  const samples: Sample[] = [];
  for (const date of datesOf(zone)) {
    const instant = Temporal.Instant.from(`${addDays(date, -2)}T00:00:00Z`);
    for (const time of TIMES) {
      const recurrence = { time, zone, weekdays: [1, 2, 3, 4, 5, 6, 7], firstDate: null, lastDate: null };
      const found = nextOccurrence(recurrence, { instant, exclusiveLocalDate: addDays(date, -1) });
      if (found?.localDate !== date)
        throw new Error(`${zone} has ${date}, but the next occurrence is ${found?.localDate}`);
      samples.push({ zone, date, time, seconds: found.instant.epochMilliseconds / 1000 });
    }
  }
  return samples;
}

function offsetsAround(sample: Sample): number[] {
  const at = Temporal.Instant.fromEpochMilliseconds(sample.seconds * 1000);
  return AROUND_HOURS.map(
    (hours) => at.add({ hours }).toZonedDateTimeISO(sample.zone).offsetNanoseconds / 1_000_000_000,
  );
}

async function askPostgres(samples: readonly Sample[]): Promise<OracleRow[]> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    const { rows } = await client.query<OracleRow>(
      `select (s.i - 1)::int as i,
              extract(epoch from s.local::timestamp at time zone s.zone)::float8 as seconds,
              to_char(to_timestamp(s.ours) at time zone s.zone, 'YYYY-MM-DD HH24:MI') as back,
              array(select extract(epoch from (to_timestamp(s.ours + 3600 * h) at time zone s.zone)
                                            - (to_timestamp(s.ours + 3600 * h) at time zone 'UTC'))::float8
                      from unnest($4::int[]) with ordinality as around (h, n) order by n) as offsets
         from unnest($1::text[], $2::text[], $3::float8[]) with ordinality as s (zone, local, ours, i)
        where lower(s.zone) in (select lower(name) from pg_timezone_names)`,
      [
        samples.map((sample) => sample.zone),
        samples.map((sample) => `${sample.date} ${sample.time}`),
        samples.map((sample) => sample.seconds),
        AROUND_HOURS,
      ],
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** Both instants of a local time that happens twice, in seconds; null for a time that happens once or never. */
function bothPasses({ zone, date, time }: Sample): { first: number; second: number } | null {
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const second = local.toZonedDateTime(zone, { disambiguation: 'later' });
  const twice =
    !first.equals(second) && first.toPlainDateTime().equals(local) && second.toPlainDateTime().equals(local);
  return twice ? { first: first.epochMilliseconds / 1000, second: second.epochMilliseconds / 1000 } : null;
}

test('every zone agrees with PostgreSQL, but for the second pass of an overlap that PostgreSQL takes', async () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const samples = zones.flatMap(samplesOf);
  const rows = await askPostgres(samples);
  const answered = new Map(rows.map((row) => [row.i, row]));
  const differing = new Set<string>();
  const wrong: unknown[] = [];
  const compared = { plain: 0, gap: 0, overlap: 0 };
  for (const [index, sample] of samples.entries()) {
    const row = answered.get(index);
    if (row === undefined || offsetsAround(sample).some((offset, n) => offset !== row.offsets[n])) {
      differing.add(sample.zone);
      continue;
    }
    const passes = bothPasses(sample);
    const inGap = passes === null && row.back !== `${sample.date} ${sample.time}`;
    compared[passes !== null ? 'overlap' : inGap ? 'gap' : 'plain'] += 1;
    const expected = passes === null ? row.seconds : passes.first;
    const oracleAgrees =
      passes === null || (row.seconds === passes.second && row.back === `${sample.date} ${sample.time}`);
    if (sample.seconds !== expected || !oracleAgrees) wrong.push({ ...sample, row, passes });
  }
  const unlisted = [...differing].filter((zone) => !KNOWN_TO_DIFFER.includes(zone));
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(unlisted, 'zones whose offsets PostgreSQL and Node know differently').toEqual([]);
  expect(KNOWN_TO_DIFFER.length).toBeLessThanOrEqual(10);
  expect(zones.length).toBeGreaterThan(400);
  expect(compared.plain).toBeGreaterThan(20_000);
  expect(compared.gap).toBeGreaterThan(2_000);
  expect(compared.overlap).toBeGreaterThan(2_000);
});
