import { webhookCatalogue, type WebhookEntry, type WebhookType } from './catalogue.ts';
import { exampleOf, objectOf } from './fields.ts';

/** What is sent, before it is text. */
export interface WebhookBody {
  readonly type: WebhookType;
  readonly version: number;
  /** When it happened at its source. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const webhookTypes: readonly WebhookType[] = Object.keys(webhookCatalogue) as WebhookType[]; // the table's keys

export function isWebhookType(value: string): value is WebhookType {
  return Object.hasOwn(webhookCatalogue, value);
}

export function webhookEntry(type: WebhookType): WebhookEntry {
  return webhookCatalogue[type];
}

/** JSON schema (draft 2020-12) of the whole body of one type. */
export function webhookSchema(type: WebhookType): Readonly<Record<string, unknown>> {
  const { version, data } = webhookEntry(type);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: ['type', 'version', 'timestamp', 'data'],
    properties: {
      type: { const: type },
      version: { const: version },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened at its source.' },
      data: objectOf(data),
    },
  };
}

export function webhookExample(type: WebhookType): WebhookBody {
  const { version, data } = webhookEntry(type);
  return { type, version, timestamp: '2026-11-22T05:40:02.118Z', data: exampleOf(data) };
}
