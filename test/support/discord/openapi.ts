import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';

/** Discord's own OpenAPI document, where it lies beside the project; it is not part of it. */
const DOCUMENT = path.resolve(import.meta.dirname, '../../../../shared/discord/openapi.json');

const mediaSchema = z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) });
const operationSchema = z.looseObject({ requestBody: mediaSchema.optional() });
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Says what Discord's document finds wrong with a request, each as a short text. */
export type CheckRequest = (method: string, pathname: string, body: unknown) => string[];

let loaded: CheckRequest | null | undefined;

/** The check, made once per process; null where the document is absent. */
export function openapiCheck(): CheckRequest | null {
  loaded ??= existsSync(DOCUMENT) ? load(readFileSync(DOCUMENT, 'utf8')) : null;
  return loaded;
}

function load(text: string): CheckRequest {
  const document = documentSchema.parse(JSON.parse(text));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ $id: 'discord', ...document });
  const routes = Object.entries(document.paths).map(([template, operations]) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    operations,
  }));
  // "/users/@me" also fits "/users/{id}": the one with the fewest placeholders is meant.
  routes.sort((a, b) => count(a.template) - count(b.template));
  const check: CheckRequest = (method, pathname, body) => {
    const route = routes.find(
      (one) => one.pattern.test(pathname) && one.operations[method.toLowerCase()] !== undefined,
    );
    if (route === undefined) return [`Discord has no ${method} ${pathname}`];
    const operation = operationSchema.parse(route.operations[method.toLowerCase()]);
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (schema === undefined || body === undefined) return [];
    const pointer = `/paths/${escape(route.template)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
    const validate = ajv.getSchema(`discord#${pointer}`);
    if (validate === undefined) return [`no schema at ${pointer}`];
    if (validate(body) === true) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };
  // Making a validator takes seconds and holds everything up, interactions with their three seconds too: so before.
  for (const [method, pathname] of WARM) check(method, pathname, {});
  return check;
}

const WARM = [
  ['POST', '/channels/1/messages'],
  ['PATCH', '/channels/1/messages/1'],
  ['POST', '/interactions/1/t/callback'],
  ['POST', '/webhooks/1/t'],
  ['PATCH', '/webhooks/1/t/messages/1'],
  ['PUT', '/applications/1/commands'],
] as const;

function count(template: string): number {
  return template.split('{').length;
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
