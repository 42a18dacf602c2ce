import type { Reach, WebhookEndpoint } from '../../application/webhooks/keeper-ports.ts';

export interface EndpointRow {
  readonly id: string;
  readonly partner_id: string;
  readonly url: string;
  readonly description: string;
  readonly event_types: string[];
  readonly shops: string[] | null;
  readonly state: WebhookEndpoint['state'];
  readonly disabled_because: 'FAILING' | 'PERSON' | null;
  readonly disabled_at: Date | null;
  readonly secret: Buffer;
  readonly secret_version: number;
  readonly previous_until: Date | null;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly last_delivered_at: Date | null;
  readonly last_failed_at: Date | null;
  readonly created_at: Date;
  readonly created_by: string;
}

export function endpointOf(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    partnerId: row.partner_id,
    url: row.url,
    description: row.description,
    eventTypes: row.event_types,
    shops: row.shops ?? undefined,
    state: row.state,
    disabledBecause: row.disabled_because ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    secret: row.secret,
    secretVersion: row.secret_version,
    previousUntil: row.previous_until ?? undefined,
    failures: row.failures,
    failingSince: row.failing_since ?? undefined,
    lastDeliveredAt: row.last_delivered_at ?? undefined,
    lastFailedAt: row.last_failed_at ?? undefined,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

/** The condition of a reach over alias `p`; `bind` takes a value and gives its place. */
export function reachable(reach: Reach, bind: (value: unknown) => string): string {
  return [
    "p.state <> 'DELETED'",
    ...(reach.partnerId === undefined ? [] : [`p.partner_id = ${bind(reach.partnerId)}`]),
    ...(reach.shops === undefined ? [] : [`p.shops <@ ${bind(reach.shops)}::text[]`]),
    ...(reach.types === undefined ? [] : [`p.event_types <@ ${bind(reach.types)}::text[]`]),
  ].join(' and ');
}

/** Values of a statement in the order in which they are bound. */
export function binding(...first: readonly unknown[]): { readonly values: unknown[]; readonly bind: (value: unknown) => string } {
  const values = [...first];
  return { values, bind: (value) => `$${values.push(value)}` };
}
