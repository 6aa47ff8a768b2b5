import type { SubmittedPayload } from './payload.ts';

/** The inputs of a sent modal by their names, however deep they lie. */
export function fieldsOf(components: readonly SubmittedPayload[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const one of components) {
    if (one.custom_id !== undefined) fields[one.custom_id] = one.value ?? one.values?.[0] ?? '';
    Object.assign(
      fields,
      fieldsOf([...(one.components ?? []), ...(one.component === undefined ? [] : [one.component])]),
    );
  }
  return fields;
}
