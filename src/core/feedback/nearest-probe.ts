import type { CriterionRubric } from './rubric/load-rubric.ts';

type About = Pick<CriterionRubric, 'title' | 'asks' | 'evidence' | 'follow'>;

/** The probe that shares most words with what the criterion asks, the first of equals; undefined without probes. */
export function nearestProbe(criterion: About, probes: readonly string[]): string | undefined {
  const about = wordsOf(`${criterion.title} ${criterion.asks} ${criterion.evidence} ${criterion.follow}`);
  const shared = (probe: string): number => [...wordsOf(probe)].filter((word) => about.has(word)).length;
  return probes.toSorted((a, b) => shared(b) - shared(a))[0];
}

/** Words that carry something: four letters or more, cut to their first five so that endings do not matter. */
function wordsOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[a-z]{4,}/g) ?? []).map((word) => word.slice(0, 5)));
}
