/** The client's own log: the pushes that left the generator, and those of them that the hub acknowledged. */
export interface SentOrders {
  readonly sent: readonly string[];
  readonly acknowledged: readonly string[];
}

/** k6 takes the minted pushes in order, so the first `iterations` of them were sent; those not acknowledged are named in its log. */
export function sentOrders(minted: readonly string[], iterations: number, log: string): SentOrders {
  const sent = minted.slice(0, iterations);
  const refused = new Set([...log.matchAll(/not acknowledged: (\d+)/g)].map((match) => match[1]));
  return { sent, acknowledged: sent.filter((no) => !refused.has(no)) };
}
