/** A platform's name for something as the database can hold it: without NUL and without broken surrogates. */
export function storableName(name: string): string {
  return name.replaceAll('\0', '').toWellFormed();
}
