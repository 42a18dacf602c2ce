import { documentId, password } from './gateway-with-subgraphs.ts';

/** What a browser does: keeps its cookie and says where its requests come from. */
export type Browser = {
  readonly cookie: string;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Asks a document that the town's command center registered. */
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
      const answer: unknown = await (await post('/graphql', { documentId: documentId(query), variables })).json();
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

/** A program with an API key: it has no cookie and sends documents of its own. */
export type Program = {
  readonly id: string;
  readonly key: string;
  readonly post: (body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly ask: (query: string, variables?: object) => Promise<Readonly<Record<string, unknown>>>;
};

export function program(base: string, key: string): Program {
  const post: Program['post'] = (body, headers = {}) =>
    fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    id: key.split('_')[2] ?? '',
    key,
    post,
    ask: async (query, variables = {}) => {
      const answer: unknown = await (await post({ query, variables })).json();
      return typeof answer === 'object' && answer !== null ? { ...answer } : {};
    },
  };
}

/** A new key of this admin's making. */
export async function issuedTo(base: string, admin: Browser, wish: object): Promise<Program> {
  const answer = await admin.post('/keys/issue', {
    partner: 'Teahouse ERP',
    contactRole: 'IT',
    label: 'spec',
    environment: 'live',
    ...wish,
  });
  const body: unknown = await answer.json();
  if (typeof body !== 'object' || body === null || !('key' in body) || typeof body.key !== 'string')
    throw new Error(`issuing answered ${answer.status}`);
  return program(base, body.key);
}
