import { describe, expect, it } from 'vitest';
import { parseChange, parseEnvelope } from './parse.ts';

describe('a live event', () => {
  it('is read with the version as text', () => {
    expect(parseChange('{"id":"DY20260122-04417","version":"9007199254740993","gate":3,"stuck":true,"status":"STUCK","at":null}')).toEqual({
      id: 'DY20260122-04417',
      version: '9007199254740993',
      gate: 3,
      stuck: true,
      status: 'STUCK',
    });
  });
  it.each(['', 'no json', '[]', '{"version":1}', '{"id":7}'])('is dropped when it names no order: %s', (json) => {
    expect(parseChange(json)).toBeUndefined();
  });
});

describe('a GraphQL answer', () => {
  it('keeps its data beside the errors, each with path and code', () => {
    expect(
      parseEnvelope({
        data: { order: null },
        errors: [{ message: 'x', path: ['order', 0], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }],
      }),
    ).toEqual({
      data: { order: null },
      errors: [{ path: ['order', 0], code: 'DOWNSTREAM_SERVICE_ERROR' }],
    });
  });
  it('has a code even when the error has none', () => {
    expect(parseEnvelope({ errors: [{ message: 'x' }] })).toEqual({ data: undefined, errors: [{ path: [], code: 'INTERNAL' }] });
  });
  it.each([undefined, null, 'text', [], { code: 'SIGNED_OUT' }])('is not made from another body: %j', (body) => {
    expect(parseEnvelope(body)).toBeUndefined();
  });
});
