import { z } from 'zod';
import { documentId } from './parts/documents.ts';
import { Problem } from './problem.ts';

const answerShape = z.object({ data: z.unknown().optional(), errors: z.array(z.unknown()).optional() });

/** A person's session at the gateway: what tools do to the hub, they do through the same door as everybody. */
export interface SignedIn {
  /** Runs a document that the start registered: one of tools/start/own-documents.ts, or of the `documents` it was given. */
  readonly graphql: (query: string, variables?: object) => Promise<z.infer<typeof answerShape>>;
}

export async function signIn(gateway: string, account: string, password: string): Promise<SignedIn> {
  const answer = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
    signal: AbortSignal.timeout(15_000),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (!answer.ok || cookie === '') {
    throw new Problem({
      what: `${account} could not sign in`,
      why: `${answer.status} ${await answer.text()}`,
      remedy: 'check the password that npm start prints',
    });
  }
  return {
    graphql: async (query, variables = {}) => {
      const said = await fetch(`${gateway}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ documentId: documentId(query), variables }),
        signal: AbortSignal.timeout(30_000),
      });
      return answerShape.parse(await said.json());
    },
  };
}
