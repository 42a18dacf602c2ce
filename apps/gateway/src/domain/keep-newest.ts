/** Drops the oldest entries of a map until at most `limit` are left. */
export function keepNewest<Key, Value>(entries: Map<Key, Value>, limit: number): void {
  for (const oldest of entries.keys()) {
    if (entries.size <= limit) return;
    entries.delete(oldest);
  }
}
