import type { Pool } from 'pg';

/** What days that are over say hardly changes: it is computed once in a while, and once for everybody who asks meanwhile. */
export function remember<T>(forMs: number): (pool: Pool, key: string, make: () => Promise<T>) => Promise<T> {
  const keptOf = new WeakMap<Pool, Map<string, { readonly value: Promise<T>; readonly until: number }>>();
  return (pool, key, make) => {
    const now = Date.now();
    const kept = keptOf.get(pool) ?? new Map<string, { readonly value: Promise<T>; readonly until: number }>();
    keptOf.set(pool, kept);
    const found = kept.get(key);
    if (found !== undefined && found.until > now) return found.value;
    for (const [old, { until }] of kept) if (until <= now) kept.delete(old);
    const value = make();
    kept.set(key, { value, until: now + forMs });
    value.catch(() => kept.delete(key));
    return value;
  };
}
