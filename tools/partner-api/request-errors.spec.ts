import { describe, expect, it } from 'vitest';
import { RequestRefused, SignedOut } from '../../apps/gateway/src/domain/account-errors.ts';
import { CostTooGreat, IntrospectionAlone, KeyRefused, RateLimited, SandboxOnly } from '../../apps/gateway/src/domain/partner-errors.ts';
import { DocumentRefused } from '../../apps/gateway/src/federation/documents.ts';
import { DocumentTooGreat } from '../../apps/gateway/src/federation/limits.ts';
import { statusOf } from '../../apps/gateway/src/http/answer-refusal.ts';
import { codesIn } from './codes-in-sources.ts';
import { requireComplete } from './errors-page.ts';
import { notForKeys, requestErrors } from './request-errors.ts';

const thrown = [
  ...(['KEY_UNKNOWN', 'KEY_ENDED', 'KEY_REVOKED'] as const).map((code) => new KeyRefused(code, '')),
  ...(['BODY_TOO_LARGE', 'NOT_JSON', 'ENCODING_REFUSED', 'BATCH_REFUSED', 'BAD_REQUEST'] as const).map(
    (code) => new RequestRefused(code, ''),
  ),
  ...(
    ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'OPERATION_NAME_NEEDED', 'SUBSCRIPTION_REFUSED'] as const
  ).map((code) => new DocumentRefused(code, '')),
  new SignedOut(''),
  new RateLimited(''),
  new CostTooGreat(''),
  new SandboxOnly(''),
  new IntrospectionAlone(''),
  new DocumentTooGreat(''),
];

describe('the catalogue of errors', () => {
  it.each(thrown.map((error) => [error.code, error] as const))('tells the status that the gateway answers with: %s', (code, error) => {
    expect(requestErrors[code]?.status).toBe(statusOf(error));
  });

  it('finds codes however a class declares them', () => {
    expect(codesIn("class A { readonly code = 'A_B'; }")).toEqual(['A_B']);
    expect(codesIn("class A {\n readonly code:\n  'C' | 'D_E';\n}")).toEqual(['C', 'D_E']);
    expect(codesIn("throw new GraphQLError('x', { extensions: { code: 'BAD_TIME' } });")).toEqual(['BAD_TIME']);
  });

  it('refuses to be written when a code is in the code only, or in the catalogue only', () => {
    const known = new Set([...Object.keys(requestErrors), ...Object.values(notForKeys).flat()]);
    expect(() => requireComplete(known, new Set())).not.toThrow();
    expect(() => requireComplete(new Set([...known, 'BRAND_NEW']), new Set())).toThrow();
    expect(() => requireComplete(new Set([...known, 'BRAND_NEW']), new Set(['BRAND_NEW']))).not.toThrow();
    expect(() => requireComplete(new Set([...known].slice(1)), new Set())).toThrow();
  });
});
