import { gateKeys } from '../parts/gates.ts';

/** Namespaces whose keys are computed at run time, with every key that can come out. The message spec holds the files to it. */
export const dynamicNamespaces: Readonly<Record<string, readonly string[]>> = {
  gates: gateKeys,
  gateShort: gateKeys,
  gateState: ['passed', 'current', 'held', 'stuck', 'ahead', 'closed'],
  roles: ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin', 'other'],
  signIn: ['refused', 'tooMany', 'unreachable'],
  span: ['milliseconds', 'seconds', 'minutes', 'hours', 'days'],
  trouble: ['signed-out', 'forbidden', 'outage', 'rejected'].flatMap((kind) => [kind, `${kind}Next`]),
};
