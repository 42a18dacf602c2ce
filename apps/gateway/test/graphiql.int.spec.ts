import { testNats, type TestNats } from '@orderloom/testing';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTown, type Town } from './gateway-with-subgraphs.ts';

let nats: TestNats;
let town: Town;

beforeAll(async () => {
  nats = await testNats();
  town = await startTown(nats);
});
afterAll(async () => {
  await town.close();
  await nats.remove();
});

describe('the page to try documents', () => {
  it('asks for a key first, and names no address but its own gateway to load or send to', async () => {
    const answer = await fetch(`${town.url}/graphiql`);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('id="key"');
    expect(html).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=["']?https?:/i);
    expect(html).not.toContain('whoAmI');
  });

  it('runs its own script and no other: the policy names its hash, and connections to this origin only', async () => {
    const answer = await fetch(`${town.url}/graphiql`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const html = await answer.text();
    const script = html.slice(html.indexOf('<script>', html.indexOf('<div id="root"')) + '<script>'.length, html.lastIndexOf('</script>'));
    expect(policy).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
  });
});
