/**
 * Ends the process at once, as a power cut would, when `GREENROOM_FAILPOINT` names this place. Tests use
 * it to crash between any two commits; without the variable it does nothing.
 */
export function failpoint(place: string): void {
  if (process.env['GREENROOM_FAILPOINT'] === place) process.kill(process.pid, 'SIGKILL');
}
