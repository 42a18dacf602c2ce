import { webhookEntry, webhookExample, webhookSchema, webhookTypes, type WebhookType } from '@orderloom/contracts';
import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { fromRoot } from '../start/paths.ts';

export const eventsPage = fromRoot('docs', 'partner-api-events.md');
const shownClient = fromRoot('apps', 'sandbox', 'src', 'systems', 'partner-shop', 'verify-webhook.ts');

/** The page of webhooks, from the catalogue and from the client that the sandbox's partner runs. */
export async function renderEventsPage(): Promise<string> {
  const text = [head, table(), `## Verifying\n\n${verifying}\n\n\`\`\`ts\n${readFileSync(shownClient, 'utf8').trim()}\n\`\`\``, rules];
  const page = [...text, '## Types', ...webhookTypes.map(section)].join('\n\n');
  return format(page, { ...(await resolveConfig(eventsPage)), parser: 'markdown' });
}

const head = `# Webhooks

<!-- Made from libs/contracts/src/webhooks/catalogue.ts by \`node tools/partner-events/main.ts\`; \`npm run check -- events\` compares. -->

The hub tells a partner's program what happened by \`POST\` to an https address of the partner, signed by the public scheme of the
[Standard Webhooks](https://www.standardwebhooks.com). Endpoints are kept in \`/settings\` (事件推送) or by GraphQL with a key that has \`webhooks:manage\`:
\`createWebhookEndpoint\`, \`changeWebhookEndpoint\`, \`rotateWebhookSecret\`, \`disableWebhookEndpoint\`, \`enableWebhookEndpoint\`, \`deleteWebhookEndpoint\`,
\`resendWebhookDelivery\`, \`replayWebhooks\`; \`webhookDeliveries\` is the log. A key subscribes only to types whose scope it has.

Bodies are thin: ids and literals, no person. Ask GraphQL by the id for the rest, with the scopes for it.`;

const verifying = `Take the bytes as they came. Three headers belong to them: \`webhook-id\` (the same at every try and after a replay: keep it, and pass over what you had),
\`webhook-timestamp\` (Unix seconds of this try) and \`webhook-signature\` (\`v1,\` and the HMAC-SHA256 of \`id.timestamp.body\` in base64, once for each secret that
is valid, with a space between). The secret is \`whsec_\` and the key in base64. This is the whole of it in TypeScript, with the MIT library
\`standardwebhooks\`; the sandbox's partner runs this file:`;

const rules = `## What to expect

- **Answer 2xx** within 15 seconds, after you have kept the event; work it off afterwards. Everything else is tried again; a redirect is not followed.
- **At least once.** Tries come after 5 s, 15 s, 1 min, 5 min, 15 min, 30 min, 1 h, 2 h, 4 h and then every 6 h, a fifth more or less, until 72 hours have passed.
  \`Retry-After\` is kept up to an hour. Once a receiver that was away answers again, everything that waits for it comes at once.
- **In order** for each order (each product for \`stock.changed\`, each platform order for \`refund.*\`) and endpoint: a later event of an order waits until the earlier one was taken or given up.
  Other orders do not wait. What two services of the hub say of one order in the same second may come in either order; \`timestamp\` says when it happened.
- **Given up** is an event after 72 hours; an endpoint at which nothing succeeded for 72 hours is disabled and the owner is told. Enable it, then \`replayWebhooks\` from \`disabledAt\`.
- **Again**: bodies are kept for 30 days; a re-send and a replay bring the same bytes under the same id.
- **Versions**: a new optional field does not change \`version\`; a changed meaning does, and then both versions are offered for a time. Pass over fields and types that you do not know.
- **Addresses**: https, no user and no password in it, of the open internet. Addresses inside are refused, whichever way they are written, and each connection goes to
  the address that was checked.`;

function table(): string {
  const rows = webhookTypes.map((type) => {
    const { version, scope, zh, en } = webhookEntry(type);
    return `| [\`${type}\`](#${anchor(type)}) | ${version} | \`${scope}\` | ${en} | ${zh} |`;
  });
  return ['| type | version | scope | says | 说明 |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function section(type: WebhookType): string {
  const { zh, en } = webhookEntry(type);
  const fields = fieldsOf(webhookSchema(type));
  return [
    `### ${type}`,
    `${en} (${zh}).`,
    ['| field | type | |', '| --- | --- | --- |', ...fields].join('\n'),
    `\`\`\`json\n${JSON.stringify(webhookExample(type), undefined, 2)}\n\`\`\``,
  ].join('\n\n');
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

function fieldsOf(schema: Schema): readonly string[] {
  return rowsOf(schema.properties?.['data'] ?? {}, 'data.');
}

function rowsOf(schema: Schema, prefix: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const optional = schema.required?.includes(name) === false ? ', may be missing' : '';
    const literals = field.enum === undefined ? '' : ` Literal: ${field.enum.join(', ')}.`;
    const row = `| \`${prefix}${name}\` | ${field.format ?? field.type ?? ''}${optional} | ${field.description ?? ''}${literals} |`;
    const inner = field.items === undefined ? rowsOf(field, `${prefix}${name}.`) : rowsOf(field.items, `${prefix}${name}[].`);
    return [row, ...inner];
  });
}

// GitHub's form: dots go, underscores stay.
function anchor(type: string): string {
  return type.replaceAll('.', '');
}
