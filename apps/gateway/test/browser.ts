import { password } from './gateway-with-subgraphs.ts';

/** What a browser does: keeps its cookie and says where its requests come from. */
export type Browser = {
  readonly cookie: string;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly ask: (query: string, variables?: object) => Promise<Readonly<Record<string, unknown>>>;
};

export function browser(base: string, cookie = ''): Browser {
  const own = { cookie, origin: base, 'sec-fetch-site': 'same-origin' };
  const post: Browser['post'] = (path, body, headers = {}) =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    cookie,
    post,
    get: (path, headers = {}) => fetch(`${base}${path}`, { headers: { ...own, ...headers } }),
    ask: async (query, variables = {}) => {
      const answer: unknown = await (await post('/graphql', { query, variables })).json();
      return typeof answer === 'object' && answer !== null ? { ...answer } : {};
    },
  };
}

export async function signedIn(base: string, account: string): Promise<Browser> {
  const answer = await browser(base).post('/auth/sign-in', { account, password });
  const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';');
  if (!answer.ok || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`);
  return browser(base, cookie);
}
