export const gateKeys = ['payment', 'stock', 'warehouse', 'carrier', 'exceptions', 'shipment', 'afterSales'] as const;
export type GateKey = (typeof gateKeys)[number];

/** Red means stuck and nothing else; a hold is amber; a closed order's thread is plain. */
export type GateState = 'passed' | 'current' | 'held' | 'stuck' | 'ahead' | 'closed';

export const gateKeyOf = (number: number): GateKey | undefined => gateKeys[number - 1];

interface Standing {
  readonly gates: readonly { readonly gate: number; readonly state: string }[];
  readonly held: boolean;
}

/** The seven states of a rail as the twin tells them; a hold shows at the gate where the order stands. */
export const railOf = ({ gates, held }: Standing): readonly GateState[] =>
  gateKeys.map((_, index) => {
    const gate = gates.find((each) => each.gate === index + 1);
    return stateOf(gate?.state ?? 'WAITING', held);
  });

const stateOf = (state: string, held: boolean): GateState => {
  switch (state) {
    case 'PASSED':
      return 'passed';
    case 'STUCK':
      return 'stuck';
    case 'CURRENT':
      return held ? 'held' : 'current';
    case 'ENDED':
      return 'closed';
    default:
      return 'ahead';
  }
};
