import { Pool } from 'undici';
import { spreadOf, type Spread } from '../../measure/spread.ts';

/** One question after another over kept connections, as many at once as there are callers. */
export interface Door {
  /** The answer's text. Throws where there is no clean one. */
  readonly ask: (body: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export function openDoor(url: string, connections: number, headers: () => Readonly<Record<string, string>>): Door {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: 60_000 });
  return {
    ask: async (body) => {
      const answer = await pool.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json', accept: 'application/json', ...headers() },
        body,
      });
      const text = await answer.body.text();
      // An answer with errors is quick to give, and would flatter whoever gives it.
      if (answer.statusCode !== 200 || text.includes('"errors":')) throw new Error(`${url}: ${answer.statusCode} ${text.slice(0, 300)}`);
      return text;
    },
    close: () => pool.close(),
  };
}

/** The cookie of a person's session. */
export async function sessionCookie(gateway: string, account: string, password: string): Promise<string> {
  const answer = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: gateway },
    body: JSON.stringify({ account, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`${account} could not sign in: ${answer.status}`);
  return cookie;
}

export interface Asked {
  readonly perSecond: number;
  readonly count: number;
  readonly ms: Spread | undefined;
}

/** Closed loop: each caller waits for its answer before it asks again. */
export async function askByCrowd(question: (nth: number) => Promise<unknown>, callers: number, seconds: number): Promise<Asked> {
  const took: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  let next = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      const asked = performance.now();
      await question((next += 1));
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perSecond: took.length / ((performance.now() - began) / 1000), count: took.length, ms: spreadOf(took) };
}
