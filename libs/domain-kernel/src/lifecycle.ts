import { DomainError } from './errors.ts';

/** Where each deed leads from each status; a deed that is missing is refused there. */
export type LifecycleTable<Status extends string, Deed extends string> = {
  readonly [S in Status]: { readonly [D in Deed]?: Status };
};

/** A state machine as one const table of status x deed. */
export type Lifecycle<Status extends string, Deed extends string> = {
  readonly statuses: readonly Status[];
  readonly deeds: readonly Deed[];
  /** Statuses that no deed leaves. */
  readonly ends: readonly Status[];
  readonly allows: (status: Status, deed: Deed) => boolean;
  /** The status after the deed; throws DeedRefused where the table has no entry. */
  readonly next: (status: Status, deed: Deed) => Status;
  readonly deedsFrom: (status: Status) => readonly Deed[];
  /** Whether a chain of deeds leads from one status to the other (a status leads to itself). */
  readonly leadsTo: (from: Status, to: Status) => boolean;
  /** A Mermaid state diagram made from the table. */
  readonly toMermaid: () => string;
};

/** The table has no entry for this deed in this status. */
export class DeedRefused extends DomainError {
  readonly code = 'DEED_REFUSED';
  readonly subject: string;
  readonly status: string;
  readonly deed: string;

  constructor(refusal: { readonly subject: string; readonly status: string; readonly deed: string }) {
    super(`${refusal.subject}: "${refusal.deed}" is not possible while "${refusal.status}".`, { ...refusal });
    this.subject = refusal.subject;
    this.status = refusal.status;
    this.deed = refusal.deed;
  }
}

/**
 * Builds a lifecycle. `states` and `deeds` are const tuples, so that a typing error in the table does not compile;
 * a spec of the owner walks every pair.
 */
export function defineLifecycle<const Status extends string, const Deed extends string>(definition: {
  readonly subject: string;
  readonly states: readonly Status[];
  readonly deeds: readonly Deed[];
  readonly table: LifecycleTable<NoInfer<Status>, NoInfer<Deed>>;
}): Lifecycle<Status, Deed> {
  const { subject, states, deeds, table } = definition;
  const target = (status: Status, deed: Deed): Status | undefined => table[status][deed];
  const deedsFrom = (status: Status): readonly Deed[] => deeds.filter((deed) => target(status, deed) !== undefined);

  return {
    statuses: states,
    deeds,
    ends: states.filter((status) => deedsFrom(status).length === 0),
    allows: (status, deed) => target(status, deed) !== undefined,
    next: (status, deed) => {
      const reached = target(status, deed);
      if (reached === undefined) throw new DeedRefused({ subject, status, deed });
      return reached;
    },
    deedsFrom,
    leadsTo: (from, to) => reachable(from, (status) => deedsFrom(status).map((deed) => table[status][deed] ?? status)).has(to),
    toMermaid: () => drawMermaid({ states, deedsFrom, target }),
  };
}

function reachable<Status>(from: Status, neighbours: (status: Status) => readonly Status[]): ReadonlySet<Status> {
  const seen = new Set<Status>([from]);
  const waiting: Status[] = [from];
  for (let status = waiting.pop(); status !== undefined; status = waiting.pop()) {
    for (const neighbour of neighbours(status)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      waiting.push(neighbour);
    }
  }
  return seen;
}

function drawMermaid<Status extends string, Deed extends string>(machine: {
  readonly states: readonly Status[];
  readonly deedsFrom: (status: Status) => readonly Deed[];
  readonly target: (status: Status, deed: Deed) => Status | undefined;
}): string {
  const [first] = machine.states;
  const lines = ['stateDiagram-v2', ...(first === undefined ? [] : [`  [*] --> ${mermaidId(first)}`])];
  for (const status of machine.states) {
    if (mermaidId(status) !== status) lines.push(`  state "${status}" as ${mermaidId(status)}`);
    const leaving = machine.deedsFrom(status);
    // Deeds with the same target share one arrow, or the picture becomes unreadable.
    const byTarget = Map.groupBy(leaving, (deed) => machine.target(status, deed) ?? status);
    for (const [reached, deeds] of byTarget) {
      lines.push(`  ${mermaidId(status)} --> ${mermaidId(reached)}: ${deeds.join(', ')}`);
    }
    if (leaving.length === 0) lines.push(`  ${mermaidId(status)} --> [*]`);
  }
  return `${lines.join('\n')}\n`;
}

function mermaidId(status: string): string {
  return status.replaceAll(/[^A-Za-z0-9_]/g, '_');
}
