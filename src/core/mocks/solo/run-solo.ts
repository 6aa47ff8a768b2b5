import { addRevision } from '../../answers/add-revision.ts';
import { beginAnswer, currentText, lockAnswer } from '../../answers/answer-store.ts';
import { refusalCard } from '../../answers/cards.ts';
import { cleanText } from '../../answers/clean-text.ts';
import { FORM_FIELDS, joinFields } from '../../answers/forms.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Tx } from '../../db/database.ts';
import type { Card } from '../../platform/card.ts';
import type { Reply } from '../../platform/reply.ts';
import { categoryName } from '../../questions/category-name.ts';
import { giveOwnRound } from '../../rounds/practise-now.ts';
import { clarifiedCard, ordinaryFirstCard, soloCard, soloRefusal, underWayCard } from './cards.ts';
import { CLARIFY_MAX, clarifyForm, soloForm } from './forms.ts';
import { withWords } from './pieces.ts';
import { loadMaterial, type SoloMaterial } from './solo-material.ts';
import { hasFinishedOrdinary, insertSolo, openSolo, ownSolo, saveSolo, type Solo } from './solo-store.ts';
import { newSolo, stepSolo, type SoloEvent, type SoloState, type SoloStep } from './solo-step.ts';

const GONE = 'That solo mock is not here any more. Type /practice mock solo for a new one.';

/** Begins a solo mock, or shows the one under way. `instead` stops that one and begins anew. */
export async function startSolo(
  ctx: CommandContext,
  wish: { readonly mode: SoloState['mode']; readonly category: string | null; readonly instead: boolean },
): Promise<Reply> {
  const { core, tx, member, now } = ctx;
  const open = await openSolo(tx, member.id);
  if (open !== null && !wish.instead) {
    const shown = await show(ctx, open);
    return { kind: 'private', card: underWayCard(shown, open.id) };
  }
  if (wish.mode === 'interrupted' && !(await hasFinishedOrdinary(tx, member.id)))
    return { kind: 'private', card: ordinaryFirstCard() };
  if (open !== null) await advance(ctx, open, { kind: 'stop' });
  const round = await giveOwnRound(core, tx, member, { category: wish.category, notQuestionId: null }, now);
  if (round === null) {
    const words =
      'There is no question of that kind left to give. Try another category, such as /practice mock solo metrics.';
    return { kind: 'private', card: refusalCard(words) };
  }
  const row = { communityId: member.communityId, memberId: member.id, roundId: round.id };
  const solo = await insertSolo(tx, row, newSolo(wish.mode), now);
  return { kind: 'private', card: await show(ctx, solo) };
}

/** Shows where one of the member's own solo mocks stands. */
export async function showSolo(ctx: CommandContext, soloId: string): Promise<Reply> {
  return withSolo(ctx, soloId, async (solo) => ({ kind: 'replace', card: await show(ctx, solo) }));
}

/** Opens the form of the step, unless the card it stood on is an old one or the reading is not done. */
export async function writeSolo(ctx: CommandContext, soloId: string, step: SoloStep): Promise<Reply> {
  return withSolo(ctx, soloId, (_solo, material) => {
    const refused = whyNot(material, step);
    return refused === null
      ? { kind: 'form', form: soloForm(material) }
      : { kind: 'private', card: withWords(soloRefusal(refused), cardOf(ctx, material)) };
  });
}

/** Takes what the member wrote at a step: it is added to their answer, which is read anew. */
export async function takeSoloText(
  ctx: CommandContext,
  soloId: string,
  step: SoloStep,
  fields: Readonly<Record<string, string>>,
): Promise<Reply> {
  return withSolo(ctx, soloId, async (solo, material) => {
    const refused = whyNot(material, step);
    if (refused !== null)
      return { kind: 'private', card: withWords(soloRefusal(refused), cardOf(ctx, material)) };
    const said = cleanText(joinFields(fields).text);
    const whole = said.ok ? await addTo(ctx.tx, material, said.value) : said;
    if (!whole.ok)
      return {
        kind: 'form_errors',
        errors: { [FORM_FIELDS[0]]: `${whole.message} Your text is still here.` },
      };
    const revision = await keepText(ctx, material, whole.value);
    const about = aboutOf(material);
    const next = await advance(ctx, solo, { kind: 'text', step, revision, about });
    return { kind: 'private', card: next };
  });
}

/** Goes on without writing. */
export async function skipSolo(ctx: CommandContext, soloId: string, step: SoloStep): Promise<Reply> {
  return withSolo(ctx, soloId, async (solo, material) => {
    const refused = whyNot(material, step);
    if (refused !== null)
      return { kind: 'private', card: withWords(soloRefusal(refused), cardOf(ctx, material)) };
    return {
      kind: 'replace',
      card: await advance(ctx, solo, { kind: 'skip', step, about: aboutOf(material) }),
    };
  });
}

/** Ends it before its end; what was written stays an answer like any other. */
export async function stopSolo(ctx: CommandContext, soloId: string): Promise<Reply> {
  return withSolo(ctx, soloId, async (solo) => ({
    kind: 'replace',
    card: await advance(ctx, solo, { kind: 'stop' }),
  }));
}

/** Opens the form for the one clarifying question. */
export async function askSolo(ctx: CommandContext, soloId: string): Promise<Reply> {
  return withSolo(ctx, soloId, (solo, material) => {
    const stepped = stepSolo(solo.state, { kind: 'clarify' });
    return stepped.ok
      ? { kind: 'form', form: clarifyForm(material) }
      : { kind: 'private', card: withWords(soloRefusal(stepped.because), cardOf(ctx, material)) };
  });
}

/** Answers it with what the question takes as given. The words are shown back and kept nowhere. */
export async function clarifySolo(ctx: CommandContext, soloId: string, words: string): Promise<Reply> {
  return withSolo(ctx, soloId, async (solo, material) => {
    const said = cleanText(words);
    if (!said.ok || said.value.length > CLARIFY_MAX) {
      const message = said.ok
        ? `That is ${said.value.length} characters; a question can have ${CLARIFY_MAX}. Shorten it.`
        : 'There are no words in it yet. Write one question.';
      return { kind: 'form_errors', errors: { question: message } };
    }
    const stepped = stepSolo(solo.state, { kind: 'clarify' });
    if (!stepped.ok)
      return { kind: 'private', card: withWords(soloRefusal(stepped.because), cardOf(ctx, material)) };
    await saveSolo(ctx.tx, solo, stepped.state, ctx.now);
    return { kind: 'private', card: clarifiedCard(material, said.value) };
  });
}

async function withSolo(
  ctx: CommandContext,
  soloId: string,
  run: (solo: Solo, material: SoloMaterial) => Reply | Promise<Reply>,
): Promise<Reply> {
  const solo = await ownSolo(ctx.tx, ctx.member.id, soloId);
  const material = solo === null ? null : await loadMaterial(ctx.core, ctx.tx, solo);
  if (solo === null || material === null) return { kind: 'private', card: refusalCard(GONE) };
  return run(solo, material);
}

/** Why nothing can be written at this step now. */
function whyNot(material: SoloMaterial, step: SoloStep): 'over' | 'other_step' | 'reading' | null {
  const { state } = material.solo;
  if (state.step === 'over' || material.deleted) return 'over';
  if (state.step !== step) return 'other_step';
  return isFollowUp(step) && material.reading ? 'reading' : null;
}

function isFollowUp(step: SoloStep): boolean {
  return step === 'follow_1' || step === 'follow_2';
}

function aboutOf({ solo, followUp }: SoloMaterial): string | null {
  return isFollowUp(solo.state.step) ? (followUp?.criterion ?? null) : null;
}

/** The answer so far with this after it. */
async function addTo(tx: Tx, { own }: SoloMaterial, said: string) {
  const before = own === null ? null : await currentText(tx, { id: own.answerId, revision: own.revision });
  return cleanText(before === null ? said : `${before}\n\n${said}`);
}

/** Keeps the whole as the newest revision of the member's answer, and asks for its reading. Returns the revision. */
async function keepText(ctx: CommandContext, { round }: SoloMaterial, whole: string): Promise<number> {
  const { core, tx, member, now } = ctx;
  const before = await lockAnswer(tx, round.id, member.id);
  const row =
    before !== null && before.state === 'submitted'
      ? before
      : await beginAnswer(tx, {
          communityId: member.communityId,
          roundId: round.id,
          memberId: member.id,
          via: 'form',
          state: 'gathering',
          answeredAt: now,
          settleAt: now,
        });
  const changed = await addRevision(core, tx, row, whole, now);
  return changed ? row.revision + 1 : row.revision;
}

/** Applies the event and returns the card that follows. */
async function advance(ctx: CommandContext, solo: Solo, event: SoloEvent): Promise<Card> {
  const stepped = stepSolo(solo.state, event);
  if (!stepped.ok) return withWords(soloRefusal(stepped.because), await show(ctx, solo));
  return show(ctx, await saveSolo(ctx.tx, solo, stepped.state, ctx.now));
}

async function show(ctx: CommandContext, solo: Solo): Promise<Card> {
  const material = await loadMaterial(ctx.core, ctx.tx, solo);
  return material === null ? refusalCard(GONE) : cardOf(ctx, material);
}

function cardOf(ctx: CommandContext, material: SoloMaterial): Card {
  return soloCard(material, categoryName(ctx.core, material.round.question));
}
