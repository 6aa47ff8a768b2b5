import type { Core } from '../../core.ts';
import { categoryName } from '../../questions/category-name.ts';
import type { Card } from '../../platform/card.ts';
import { soloCard } from './cards.ts';
import { loadMaterial } from './solo-material.ts';
import { soloOfRound } from './solo-store.ts';

/**
 * What takes the place of the ordinary feedback card when a text was written in a solo mock: the next
 * follow-up or the debrief. `nothing`: the member goes on without it. Null when the revision belongs to no
 * solo mock, or was written after it.
 */
export async function soloInPlace(
  core: Core,
  roundId: string,
  revision: number,
): Promise<Card | 'nothing' | null> {
  const solo = await soloOfRound(core.db, roundId);
  if (solo === null || solo.state.stopped || solo.state.revisions.at(-1) !== revision) return null;
  if (solo.state.step === 'cut_in' || solo.state.step === 'go_on') return 'nothing';
  const material = await loadMaterial(core, core.db, solo);
  return material === null ? null : soloCard(material, categoryName(core, material.round.question));
}
