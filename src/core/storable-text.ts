/** A text from outside as the database can hold it: without NUL, and with the replacement character for half surrogates. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
