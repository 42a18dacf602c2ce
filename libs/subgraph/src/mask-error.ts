import { randomUUID } from 'node:crypto';
import { DomainError } from '@orderloom/domain-kernel';
import { errorFields } from '@orderloom/telemetry';
import { GraphQLError } from 'graphql';

/** The part of a pino logger that this library uses. */
export type SubgraphLog = { readonly error: (fields: object, message: string) => void };

/**
 * What a screen may see of an error: GraphQL's own errors and refusals of the domain with their code, everything else as
 * a reference to the log.
 */
export function maskError(error: unknown, log: SubgraphLog): GraphQLError {
  const located = isGraphQLError(error) ? error : undefined;
  const cause = located === undefined ? error : located.originalError;
  const place = { nodes: located?.nodes ?? null, path: located?.path ?? null };
  if (cause instanceof DomainError) {
    return new GraphQLError(cause.message, { ...place, extensions: { code: cause.code, details: cause.details } });
  }
  if (located !== undefined && (cause === undefined || isGraphQLError(cause))) return located;

  const reference = noteFailure(cause, log, located?.path?.join('.'));
  return new GraphQLError('Something went wrong on our side.', { ...place, extensions: { code: 'INTERNAL', reference } });
}

/** Logs what nobody outside may see, and gives the reference by which support finds it. */
export function noteFailure(error: unknown, log: SubgraphLog, path: string | undefined): string {
  const reference = randomUUID();
  log.error({ reference, path, ...errorFields(error) }, 'graphql field failed');
  return reference;
}

// By form, not by class: graphql is published twice (CommonJS and ESM), and a bundler or test runner may load both.
function isGraphQLError(error: unknown): error is GraphQLError {
  return error instanceof Error && error.name === 'GraphQLError' && 'extensions' in error && 'locations' in error;
}
