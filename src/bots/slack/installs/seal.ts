import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** AES-256-GCM with a random 96-bit nonce for each sealing and the full tag (NIST SP 800-38D). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed text is bound to: moved to another workspace or column it does not open. */
export interface SealedFor {
  readonly teamId: string;
  readonly what: 'token' | 'refresh';
}

/** A text sealed under the first key. */
export interface Sealed {
  readonly keyId: string;
  readonly bytes: Buffer;
}

/** The keys of GREENROOM_KEY: the first one seals, each of them opens what it sealed. */
export interface Sealer {
  readonly keyIds: readonly string[];
  seal(text: string, to: SealedFor): Sealed;
  /** Null when no key has this id, and when the bytes were changed or belong somewhere else. */
  open(sealed: Sealed, to: SealedFor): string | null;
}

/** Throws a RangeError without a key; each key has 32 bytes (checked where the setting is read). */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const known = keys.map((key) => ({ key, id: keyIdOf(key) }));
  const [first] = known;
  if (first === undefined) throw new RangeError('a sealer needs a key');
  return {
    keyIds: known.map(({ id }) => id),
    seal(text, to) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(boundTo(to));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { keyId: first.id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), sealed]) };
    },
    open({ keyId, bytes }, to) {
      const entry = known.find(({ id }) => id === keyId);
      if (entry === undefined || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const cipher = createDecipheriv('aes-256-gcm', entry.key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(boundTo(to))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const opened = cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([opened, cipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** A key's name in rows: says which key it is and nothing about it. */
function keyIdOf(key: Uint8Array): string {
  return createHash('sha256').update('greenroom key id').update(key).digest('hex').slice(0, 16);
}

function boundTo({ teamId, what }: SealedFor): Buffer {
  return Buffer.from(JSON.stringify(['slack', teamId, what]));
}
