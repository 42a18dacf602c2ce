/** What a browser is told of an order: its id, its version and small scalars. Everything else it asks for by GraphQL. */
export type Change = {
  readonly id: string;
  readonly version: bigint;
  readonly gate: number;
  readonly stuck: boolean;
  readonly status: string;
  readonly at: Date | undefined;
};

/** The JSON of a change; a version is text, since JSON's numbers end at 2^53. */
export function changeJson(change: Change): string {
  const { id, version, gate, stuck, status, at } = change;
  return JSON.stringify({ id, version: version.toString(), gate, stuck, status, at: at?.toISOString() ?? null });
}
