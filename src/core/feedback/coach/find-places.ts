/** Where somebody is in what they say: for a speaker who lost their place, not for grading. */
import type { Anchors, AssessRequest } from '../contract.ts';
import { gradeSentences } from './grade-sentences.ts';
import { readQuestion } from './question-match.ts';
import { readSentences } from './read-sentences.ts';
import { weighSentences } from './weigh-sentences.ts';

/**
 * For each part of a story the sentence that says most of it, word for word, or null. Unlike an assessment it
 * takes the words for what they are, an answer that is under way: neither too few of them nor a doubt whether they
 * are to the question hides a place. Pure; reads English; never throws on any text.
 */
export const findPlaces = ({ question, answer, rubric }: AssessRequest): Anchors => {
  const places: Anchors = { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null };
  const asked = readQuestion(question);
  const sentences = readSentences(answer, asked.stems, new Set());
  const weighed = weighSentences({ question, answer, rubric }, sentences, asked, false);
  const grades = gradeSentences(rubric.criteria, weighed);
  for (const { key, role } of rubric.criteria) {
    const carrier = role === 'other' ? undefined : grades.get(key)?.carriers[0];
    if (role !== 'other' && carrier !== undefined)
      places[role] ??= answer.slice(carrier.start, carrier.end).trim();
  }
  return places;
};
