import type { WebhookDeliveryFieldsFragment, WebhookEndpointFieldsFragment } from '../../gql/graphql.ts';
import type { Tone } from '../../parts/StateChip.tsx';

export const endpointStateKeys = ['WELL', 'FRESH', 'FAILING', 'GIVEN_UP', 'DISABLED'] as const;
export type EndpointStateKey = (typeof endpointStateKeys)[number];

/** How an endpoint does, in one word: given up and failing need a hand, disabled was somebody's wish. */
export const endpointState = (
  endpoint: Pick<WebhookEndpointFieldsFragment, 'state' | 'disabledBecause' | 'failures' | 'lastDeliveredAt'>,
): EndpointStateKey => {
  if (endpoint.state === 'DISABLED') return endpoint.disabledBecause === 'FAILING' ? 'GIVEN_UP' : 'DISABLED';
  if (endpoint.failures > 0) return 'FAILING';
  return endpoint.lastDeliveredAt === null ? 'FRESH' : 'WELL';
};

export const toneOfEndpoint: Readonly<Record<EndpointStateKey, Tone>> = {
  WELL: 'green',
  FRESH: 'plain',
  FAILING: 'amber',
  GIVEN_UP: 'red',
  DISABLED: 'plain',
};

export const deliveryStateKeys = ['DUE', 'WAITING', 'DELIVERED', 'FAILED'] as const;
export const toneOfDelivery: Readonly<Record<WebhookDeliveryFieldsFragment['state'], Tone>> = {
  DUE: 'brand',
  WAITING: 'plain',
  DELIVERED: 'plain',
  FAILED: 'red',
};

export const troubleKeys = [
  'DEADLINE_PASSED',
  'CONNECTION_REFUSED',
  'UNREACHABLE',
  'CONNECTION_LOST',
  'CERTIFICATE',
  'NOT_HTTP',
  'FENCED_NOT_PUBLIC',
  'FENCED_NOT_HTTPS',
  'FENCED_NAME_UNKNOWN',
  'UNDER_WAY',
  'CUT_OFF',
  'OTHER',
] as const;
type TroubleKey = (typeof troubleKeys)[number];

/** A try lasts 15 seconds at most; a little is left for writing it down. */
const LONGEST_TRY_MS = 25_000;

/** Why a try has no answer: it is under way, or it was cut off with its sender, or it failed. */
export const troubleOfAttempt = (
  attempt: { readonly tookMs: number | null; readonly trouble: string | null; readonly beganAt: string },
  now: number,
): TroubleKey => {
  if (attempt.tookMs === null) return now - Date.parse(attempt.beganAt) < LONGEST_TRY_MS ? 'UNDER_WAY' : 'CUT_OFF';
  return troubleKeys.find((key) => key === attempt.trouble) ?? 'OTHER';
};

export const webhookRefusalKeys = [
  'WebhookUrlRefused_UNREADABLE',
  'WebhookUrlRefused_TOO_LONG',
  'WebhookUrlRefused_NOT_HTTPS',
  'WebhookUrlRefused_CREDENTIALS',
  'WebhookUrlRefused_NAME_UNKNOWN',
  'WebhookUrlRefused_NOT_PUBLIC',
  'WebhookEventTypesRefused',
  'WebhookTextRefused',
  'TooManyWebhookEndpoints',
  'WebhookEndpointNotFound',
  'WebhookDeliveryNotFound',
  'WebhookEndpointDisabled',
  'WebhookOverlapRefused',
  'WebhookReplayRefused',
  'NotAllowed',
  'OTHER',
] as const;
export const webhookRefusalKey = (code: string): (typeof webhookRefusalKeys)[number] =>
  webhookRefusalKeys.find((key) => key === code) ?? 'OTHER';

/** What a list says of an address: the host and what follows of it, without the scheme. */
export const shownAddress = (url: string): string => url.replace(/^https?:\/\//, '');

/** The value of a field for date and time, in the zone of the whole desk, and back. */
export const fieldOfTime = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
export const timeOfField = (value: string): string | undefined => {
  const at = new Date(`${value}:00+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};
