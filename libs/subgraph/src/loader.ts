import DataLoader from 'dataloader';

/** The loader of one request. */
export type RequestLoader<Context, Key, Value> = (context: Context) => DataLoader<Key, Value | undefined>;

/**
 * Batches loads by key within one request: `const orders = loader((ids, context) => context.readOrders(ids))`, then
 * `orders(context).load(id)`. The batch answers with a map; a key that is missing there loads as undefined.
 */
export function loader<Context extends object, Key, Value>(
  readMany: (keys: readonly Key[], context: Context) => Promise<ReadonlyMap<Key, Value>>,
): RequestLoader<Context, Key, Value> {
  const loaders = new WeakMap<Context, DataLoader<Key, Value | undefined>>();
  return (context) => {
    const known = loaders.get(context);
    if (known !== undefined) return known;
    const made = new DataLoader<Key, Value | undefined>(
      async (keys) => {
        const found = await readMany(keys, context);
        return keys.map((key) => found.get(key));
      },
      { maxBatchSize: 1_000 },
    );
    loaders.set(context, made);
    return made;
  };
}
