import { randomUUID } from 'node:crypto';
import { errorFields } from '@orderloom/telemetry';
import type { GraphQLFormattedError } from 'graphql';

/** What leaves the gateway: data, and errors without addresses, stacks and other people's extensions. */
export type Answer = { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[]; readonly extensions?: object };

type ExecutionError = {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
};
type Executed = { readonly data?: unknown; readonly errors?: readonly ExecutionError[] | undefined };

export type GatewayLog = { readonly error: (fields: object, message: string) => void };

/** Keeps what subgraphs already masked, explains errors of the request itself, and hides the rest behind a reference. */
export function maskResult(result: Executed, log: GatewayLog): Answer {
  const { data, errors = [] } = result;
  if (errors.length === 0) return { data };
  // Without data nothing ran: the errors are about the request (a variable of the wrong type).
  if (data === undefined) return { errors: errors.map((error) => ({ message: error.message, extensions: { code: 'BAD_USER_INPUT' } })) };
  return { data, errors: errors.map((error) => maskOne(error, log)) };
}

function maskOne(error: ExecutionError, log: GatewayLog): GraphQLFormattedError {
  const path = error.path === undefined ? {} : { path: error.path };
  const extensions = error.extensions ?? {};
  if (typeof extensions['serviceName'] === 'string') {
    return { message: error.message, ...path, extensions: pick(extensions, ['code', 'reference', 'details']) };
  }
  const reference = randomUUID();
  log.error({ reference, ...errorFields(error) }, 'federated execution failed');
  return { message: 'Something went wrong on our side.', ...path, extensions: { code: 'INTERNAL', reference } };
}

function pick(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}
