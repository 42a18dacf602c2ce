import { check } from 'k6';
import http from 'k6/http';

/** Tells the platforms that the first minted push leaves now; from here on they change each order when its own leaves. */
export function beginPushes(sandbox: string): void {
  const answer = http.post(`${sandbox}/control/mint/begin`, '{}', { headers: { 'content-type': 'application/json' } });
  if (!check(answer, { 'platforms know that pushes begin': ({ status }) => status === 200 }))
    throw new Error(`the sandbox answered ${answer.status}`);
}
