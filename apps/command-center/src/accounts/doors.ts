import { kindOfCode, RequestFailure } from '../data/failures.ts';
import { asRecord, asText } from '../data/parse.ts';

/** An account as everybody may see it. */
export interface AccountName {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly locked: boolean;
}

/** Asks the doors where accounts are kept. Throws RequestFailure with the code of the refusal. */
export const askAccounts = async (path: string, body?: object, signal?: AbortSignal): Promise<unknown> => {
  const answer = await fetch(path, {
    ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new RequestFailure('outage', 'NETWORK');
  });
  const told: unknown = answer.status === 204 ? {} : await answer.json().catch(() => undefined);
  if (answer.ok) return told;
  const code = asText(asRecord(told)?.['code']) ?? `HTTP_${answer.status}`;
  if (answer.status === 401 && code === 'UNAUTHENTICATED') throw new RequestFailure('signed-out', code);
  if (code === 'NOT_ALLOWED') throw new RequestFailure('forbidden', code);
  throw new RequestFailure(answer.status >= 500 ? 'outage' : kindOfCode(code), code);
};

export const parseNames = (body: unknown): readonly AccountName[] =>
  (Array.isArray(body) ? body : []).flatMap((each: unknown) => {
    const fields = asRecord(each);
    const id = asText(fields?.['id']);
    if (fields === undefined || id === undefined) return [];
    const roles: unknown = fields['roles'];
    return [
      {
        id,
        login: asText(fields['login']) ?? '',
        name: asText(fields['name']) ?? '',
        roles: Array.isArray(roles) ? roles.map(String) : [],
        locked: fields['locked'] === true,
      },
    ];
  });
