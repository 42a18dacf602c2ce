import type { ChannelOptions } from 'nice-grpc';
import type { ErrorDetails } from '@orderloom/domain-kernel';

/** Metadata and trailer keys between our client and our server. */
export const wire = {
  traceparent: 'traceparent',
  /** Milliseconds since 1970 at which nobody waits for the answer any more; clocks within a second of each other. */
  deadline: 'x-hub-deadline',
  code: 'x-hub-code',
  details: 'x-hub-details',
} as const;

const messageBytes = 16 * 1024 * 1024;

/** A dead peer is noticed in 13 s even on a silent connection, a restarted one is found again within a second. */
export const channelOptions: ChannelOptions = {
  'grpc.max_receive_message_length': messageBytes,
  'grpc.max_send_message_length': messageBytes,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 3_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  // In spite of its name the deadline of one connection attempt; a process under load may need a second to answer.
  'grpc.min_reconnect_backoff_ms': 3_000,
  'grpc.max_reconnect_backoff_ms': 1_000,
  // Retries are ours, under a budget; a proxy of the environment must not see internal calls.
  'grpc.enable_retries': 0,
  'grpc.enable_http_proxy': 0,
};

/** Details as an ASCII metadata value. */
export function encodeDetails(details: ErrorDetails): string {
  return Buffer.from(JSON.stringify(details)).toString('base64url');
}

/** Reads what `encodeDetails` wrote; nonsense gives no details. */
export function decodeDetails(text: string | undefined): ErrorDetails {
  if (text === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter(isDetail));
  } catch {
    return {};
  }
}

function isDetail(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1]);
}
