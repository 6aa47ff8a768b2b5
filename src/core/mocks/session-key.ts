/** Every key of a session's messages begins so; erase finds what was sent by it. */
export function sessionKey(sessionId: string, what: string): string {
  return `mock:${sessionId}:${what}`;
}

/** The key under which a session's room was opened; `room` counts its rooms. */
export function roomKey(sessionId: string, room: number): string {
  return sessionKey(sessionId, `room:${room}`);
}
