import { asRecord, asText } from '../../data/parse.ts';

/** An API key as admins see it: everything but its secret. */
export interface KeptKey {
  readonly id: string;
  readonly partner: string;
  readonly contactRole: string;
  readonly label: string;
  readonly environment: 'live' | 'test';
  readonly scopes: readonly string[];
  readonly requestsPerMinute: number;
  readonly costPerMinute: number;
  readonly lastUsedAt: string | undefined;
  readonly endsAt: string | undefined;
  readonly revokedAt: string | undefined;
  readonly olderSecretEndsAt: string | undefined;
}

/** A scope with its words, as the hub has them. */
export interface Scope {
  readonly scope: string;
  readonly zh: string;
  readonly en: string;
}

export interface Keys {
  readonly keys: readonly KeptKey[];
  readonly scopes: readonly Scope[];
}

export const parseKeys = (body: unknown): Keys => {
  const told = asRecord(body);
  return { keys: listOf(told?.['keys']).flatMap(keyOf), scopes: listOf(told?.['scopes']).flatMap(scopeOf) };
};

export const stateOf = (key: KeptKey, now: number): 'REVOKED' | 'ENDED' | 'IN_FORCE' => {
  if (key.revokedAt !== undefined) return 'REVOKED';
  return key.endsAt !== undefined && Date.parse(key.endsAt) <= now ? 'ENDED' : 'IN_FORCE';
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const keyOf = (value: unknown): readonly KeptKey[] => {
  const fields = asRecord(value);
  const id = asText(fields?.['id']);
  if (fields === undefined || id === undefined) return [];
  const text = (name: string): string => asText(fields[name]) ?? '';
  const count = (name: string): number => (typeof fields[name] === 'number' ? fields[name] : 0);
  return [
    {
      id,
      partner: text('partner'),
      contactRole: text('contactRole'),
      label: text('label'),
      environment: fields['environment'] === 'test' ? 'test' : 'live',
      scopes: listOf(fields['scopes']).map(String),
      requestsPerMinute: count('requestsPerMinute'),
      costPerMinute: count('costPerMinute'),
      lastUsedAt: asText(fields['lastUsedAt']),
      endsAt: asText(fields['endsAt']),
      revokedAt: asText(fields['revokedAt']),
      olderSecretEndsAt: asText(fields['olderSecretEndsAt']),
    },
  ];
};

const scopeOf = (value: unknown): readonly Scope[] => {
  const fields = asRecord(value);
  const scope = asText(fields?.['scope']);
  return scope === undefined ? [] : [{ scope, zh: asText(fields?.['zh']) ?? scope, en: asText(fields?.['en']) ?? scope }];
};
