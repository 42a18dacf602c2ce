export const gateKeys = ['payment', 'stock', 'warehouse', 'carrier', 'exceptions', 'shipment', 'afterSales'] as const;
export type GateKey = (typeof gateKeys)[number];

/** Red means stuck and nothing else; a hold is amber; an unpaid or closed order's thread is plain. */
export type GateState = 'passed' | 'current' | 'held' | 'stuck' | 'ahead' | 'closed';

export const gateNumbers = [1, 2, 3, 4, 5, 6, 7] as const;

export const gateKeyOf = (number: number): GateKey | undefined => gateKeys[number - 1];

interface Standing {
  /** 1 to 7; 8 when all are passed. */
  readonly gate: number;
  readonly stuck: boolean;
  readonly held: boolean;
  readonly closed: boolean;
}

/** The seven states of a rail from the little that a list row knows. */
export const railOf = ({ gate, stuck, held, closed }: Standing): readonly GateState[] =>
  gateNumbers.map((number) => {
    if (number < gate) return 'passed';
    if (number > gate) return closed ? 'closed' : 'ahead';
    if (closed) return 'closed';
    if (stuck) return 'stuck';
    return held ? 'held' : 'current';
  });
