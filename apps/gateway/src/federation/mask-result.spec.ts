import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { maskResult } from './mask-result.ts';

const logged: object[] = [];
const log = { error: (fields: object) => void logged.push(fields) };

it('keeps code, reference and path of what a subgraph masked, and nothing else of it', () => {
  const error = new GraphQLError('It fell.', {
    path: ['order', 'lines'],
    extensions: { code: 'X', reference: 'r1', serviceName: 'order', stacktrace: ['at 10.0.0.7'], url: 'http://10.0.0.7' },
  });
  expect(maskResult({ data: { order: null }, errors: [error] }, log)).toEqual({
    data: { order: null },
    errors: [{ message: 'It fell.', path: ['order', 'lines'], extensions: { code: 'X', reference: 'r1' } }],
  });
});

it('hides what broke in the gateway itself behind a reference that the log has', () => {
  const answer = maskResult({ data: null, errors: [new GraphQLError('connect ECONNREFUSED 10.0.0.7:4110')] }, log);
  expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
  expect(answer.errors).toEqual([
    { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL', reference: expect.any(String) } },
  ]);
  expect(logged).toEqual([expect.objectContaining({ reference: answer.errors?.[0]?.extensions?.['reference'] })]);
});

it('explains an error of the request to the one who made it', () => {
  expect(maskResult({ errors: [new GraphQLError('Variable "$id" of required type "ID!" was not provided.')] }, log)).toEqual({
    errors: [{ message: 'Variable "$id" of required type "ID!" was not provided.', extensions: { code: 'BAD_USER_INPUT' } }],
  });
});
