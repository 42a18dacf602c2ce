import { describe, expect, it } from 'vitest';
import { requireSameSite } from './cross-site.ts';

const host = 'localhost:3000';

describe('requests with our cookie from elsewhere', () => {
  it.each([
    ['a page of the hub', { host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    [
      'a page of the hub through the command center',
      { host: '127.0.0.1:4000', 'x-forwarded-host': host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
    ],
    ['a program', { host }],
  ])('lets %s pass', (_, headers) => {
    expect(() => requireSameSite(headers)).not.toThrow();
  });

  it.each([
    ['another site', { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site without Origin', { host, 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { host, origin: 'http://localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { host, origin: 'null' }],
    ['another site in an old browser', { host, origin: 'http://localhost.evil.example:3000' }],
  ])('refuses %s', (_, headers) => {
    expect(() => requireSameSite(headers)).toThrow(expect.objectContaining({ code: 'CROSS_SITE' }));
  });
});
