const crashAt = process.env['GREENROOM_FAILPOINT'];

/**
 * Ends the process at once, as a power cut would, when `GREENROOM_FAILPOINT` named this place at its start. Tests use
 * it to crash between any two commits; without the variable it does nothing.
 */
export function failpoint(place: string): void {
  if (crashAt === place) process.kill(process.pid, 'SIGKILL');
}
