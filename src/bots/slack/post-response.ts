/** An answer must come within Slack's three seconds, in milliseconds. */
const LIMIT_MS = 2_500;

/**
 * Posts to the URL that came with an interaction (five times within half an hour, says Slack). False when it
 * did not get through; never throws. Call it only with a URL from a signed payload.
 */
export async function postToResponseUrl(
  url: string,
  body: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
