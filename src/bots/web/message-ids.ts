import { createHash, randomBytes } from 'node:crypto';

/** 18 bytes of a SHA-256, 24 characters of A–Z a–z 0–9 _ and -: short enough for an ActionId (40). */
function digest(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 18).toString('base64url');
}

/** The id of a message the bot sends: the same key gives the same id, in any process. */
export function botMessageId(key: string): string {
  return `b-${digest(key)}`;
}

/**
 * The id of a message a member writes, from the nonce in the writing box, so that sending twice is one
 * message. The member is part of it: nobody can take an id before its owner does.
 */
export function memberMessageId(memberExternalId: string, nonce: string): string {
  return `m-${digest(`${memberExternalId}/${nonce}`)}`;
}

/** A fresh nonce for one writing box or form. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** Whether a nonce that came back has the shape of one of ours. */
export function isNonce(text: string): boolean {
  return /^[A-Za-z0-9_-]{16,40}$/.test(text);
}

/** Whether a text from an address can be a message id at all. */
export function isMessageId(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,40}$/.test(text);
}
