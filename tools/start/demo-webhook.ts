import { z } from 'zod';
import { askSandbox } from './demo-day.ts';
import { demoKeyOf } from './parts/demo-key.ts';
import { Problem, reasonOf } from './problem.ts';
import type { System } from './system.ts';
import { waitUntil } from './wait.ts';

const ENDPOINT = 'main';
const patienceMs = 60_000;

const envelope = z.object({ data: z.unknown().optional(), errors: z.array(z.unknown()).optional() });
const known = z.object({
  webhookEndpoints: z.object({ nodes: z.array(z.object({ url: z.string() })) }),
  webhookEventTypes: z.array(z.object({ type: z.string() })),
});
const made = z.object({ createWebhookEndpoint: z.object({ __typename: z.literal('WebhookEndpointCreated'), secret: z.string() }) });

/** The partner of the demo key hears of everything in its own shop system: what its engineer would do on the first day, with the same key. */
export async function registerDemoWebhook(system: System): Promise<string> {
  const url = `${system.addresses.url('sandbox', 'http')}/partner-shop/hooks/${ENDPOINT}`;
  const { webhookEndpoints, webhookEventTypes } = await ask(
    system,
    known,
    'query Known { webhookEndpoints { nodes { url } } webhookEventTypes { type } }',
  );
  if (webhookEndpoints.nodes.some((endpoint) => endpoint.url === url)) return `${url}, as before`;
  const eventTypes = webhookEventTypes.map(({ type }) => type);
  const answer = await ask(
    system,
    made,
    `mutation Register($input: CreateWebhookEndpointInput!) {
       createWebhookEndpoint(input: $input) { __typename ... on WebhookEndpointCreated { secret } ... on Refusal { code message } } }`,
    { input: { url, eventTypes, description: 'Shop system of the sandbox', idempotencyKey: `demo webhook ${url}` } },
  );
  await askSandbox(system, 'POST', '/control/systems/partner-shop/secret', z.unknown(), {
    endpoint: ENDPOINT,
    secrets: [answer.createWebhookEndpoint.secret],
  });
  return `${url}, ${eventTypes.length} types`;
}

/** Asks as the partner's own program does. A machine that has just started nine programs may not answer at once. */
async function ask<Shape extends z.ZodType>(system: System, shape: Shape, query: string, variables: object = {}): Promise<z.infer<Shape>> {
  const gateway = `${system.addresses.url('gateway', 'http')}/graphql`;
  let answer: z.infer<typeof envelope> | string = '';
  let said: z.infer<Shape> | undefined;
  await waitUntil(
    async () => {
      answer = await fetch(gateway, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${demoKeyOf(system.secrets)}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(30_000),
      })
        .then(async (response) => envelope.parse(await response.json()))
        .catch(reasonOf);
      said = typeof answer === 'string' ? undefined : shape.safeParse(answer.data).data;
      return said !== undefined;
    },
    { deadlineMs: patienceMs, everyMs: 1_000 },
  );
  if (said !== undefined) return said;
  throw new Problem({
    what: "the demo partner's webhook was not registered",
    why: JSON.stringify(answer).slice(0, 400),
    remedy: 'look into the logs of gateway and messenger',
  });
}
