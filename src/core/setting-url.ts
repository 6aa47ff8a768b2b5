import { z } from 'zod';

/** A setting that is an absolute URL with one of these protocols ("https:"); `example` is what the problem shows. */
export function url(protocols: readonly string[], example: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL such as ${example}`,
  });
}
