import { z } from 'zod';
import type { OutgoingFile, SendResult } from '../../core/platform/port.ts';
import { messageKey } from '../message-key.ts';
import { callSlack, outcomeOf, type Called } from './call.ts';
import { resultOf, type SlackOut } from './send.ts';
import { CALL_LIMIT_MS } from './web-client.ts';

const uploadSchema = z.looseObject({ upload_url: z.url({ protocol: /^https?$/ }), file_id: z.string() });

/**
 * Brings a file into a direct conversation, the way Slack asks for it: an address to bring the bytes to, the
 * bytes, and only the last call makes it seen; so what fails before that can simply be tried again.
 */
export async function uploadFile(
  out: SlackOut,
  teamId: string,
  channelId: string,
  file: OutgoingFile,
): Promise<SendResult> {
  const bytes = Buffer.from(file.content, 'utf8');
  const asked = await callSlack(out, teamId, 'files.getUploadURLExternal', {
    filename: file.name,
    length: bytes.byteLength,
  });
  const place = asked.kind === 'ok' ? uploadSchema.safeParse(asked.value).data : undefined;
  if (place === undefined) return notSeenYet(asked);
  const brought = await bring(place.upload_url, file, bytes);
  if (brought.kind !== 'ok') return notSeenYet(brought);
  const shown = await callSlack(out, teamId, 'files.completeUploadExternal', {
    files: [{ id: place.file_id, title: file.name }],
    channel_id: channelId,
  });
  return resultOf(shown, 'file', () => messageKey({ channelId, messageId: place.file_id }));
}

/** The address comes from Slack itself and carries its own permission, so no token goes along. */
async function bring(url: string, file: OutgoingFile, bytes: Buffer): Promise<Called> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': file.mediaType },
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
    });
    await response.body?.cancel();
    return response.ok
      ? { kind: 'ok', value: null }
      : { kind: 'unknown', reason: `Slack answered ${response.status} to a file` };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Nobody saw anything yet: what is unclear is tried again. */
function notSeenYet(called: Called): SendResult {
  const result = resultOf(called, 'file', () => null);
  return result.kind === 'unknown' ? { kind: 'retry', afterMs: 5_000, reason: result.reason } : result;
}
