import { randomUUID } from 'node:crypto';
import { DomainError } from '@orderloom/domain-kernel';
import { errorFields } from '@orderloom/telemetry';
import type { GraphQLFormattedError } from 'graphql';
import { RequestRefused } from '../domain/account-errors.ts';
import { DocumentRefused } from '../federation/documents.ts';
import type { Answer, GatewayLog } from '../federation/mask-result.ts';
import { statusOf } from './answer-refusal.ts';
import { isRecord } from './read-json.ts';

/** An answer of POST /graphql with what goes around it. */
export type Answered<Form = Answer> = {
  readonly status: number;
  readonly answer: Form;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What every request brings beside its document. */
export type Given = { readonly operationName: string | undefined; readonly variables: Readonly<Record<string, unknown>> };

/** Name and variables of a request body. Throws RequestRefused for another shape. */
export function givenIn(body: Readonly<Record<string, unknown>>): Given {
  const { operationName, variables } = body;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw badRequest('operationName must be a text.');
  if (variables !== undefined && variables !== null && !isRecord(variables)) throw badRequest('variables must be an object.');
  return { operationName: operationName ?? undefined, variables: variables ?? {} };
}

/** The answer to a refusal; anything else becomes a reference to the log. */
export function refusalAnswer(error: unknown, log: GatewayLog): Answered {
  if (error instanceof DomainError) return { status: statusOf(error), answer: { errors: errorsOf(error) } };
  const reference = randomUUID();
  log.error({ reference, ...errorFields(error) }, 'graphql request failed');
  return {
    status: 500,
    answer: { errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL', reference } }] },
  };
}

export function badRequest(message: string): RequestRefused {
  return new RequestRefused('BAD_REQUEST', message);
}

function errorsOf(error: DomainError): readonly GraphQLFormattedError[] {
  if (error instanceof DocumentRefused && error.errors.length > 0) {
    return error.errors.map(({ message, locations }) => ({
      message,
      ...(locations === undefined ? {} : { locations }),
      extensions: { code: error.code },
    }));
  }
  const details = Object.keys(error.details).length === 0 ? {} : { details: error.details };
  return [{ message: error.message, extensions: { code: error.code, ...details } }];
}
