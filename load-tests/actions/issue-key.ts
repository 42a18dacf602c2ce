import http from 'k6/http';
import { signIn } from './read-orders.ts';

/** An admin gives a partner a key, at the door where the settings page does it. */
export function issueKey(
  gateway: string,
  password: string,
  wish: { readonly label: string; readonly scopes: readonly string[]; readonly requestsPerMinute: number; readonly costPerMinute: number },
): string {
  const answer = http.post(
    `${gateway}/keys/issue`,
    JSON.stringify({ partner: 'partner-day', contactRole: 'load test', environment: 'live', ...wish }),
    {
      headers: { 'content-type': 'application/json', cookie: signIn(gateway, 'admin', password) },
      tags: { name: 'issue key' },
      responseType: 'text',
    },
  );
  const key = (JSON.parse(answer.body || '{}') as { readonly key?: string }).key; // what is not there is told below
  if (answer.status !== 200 || key === undefined) throw new Error(`no key was issued: ${answer.status} ${answer.body}`);
  return key;
}
