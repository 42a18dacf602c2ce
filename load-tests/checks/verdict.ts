/** What one check found; `found` says it in figures, so that a failure needs no second run to be understood. */
export interface Verdict {
  readonly claim: string;
  readonly holds: boolean;
  readonly found: string;
}

export function verdict(claim: string, offenders: readonly unknown[], counted: string): Verdict {
  const holds = offenders.length === 0;
  const some = offenders.slice(0, 5).map((one) => JSON.stringify(one));
  return { claim, holds, found: holds ? counted : `${offenders.length} offend: ${some.join(', ')}${offenders.length > 5 ? ', …' : ''}` };
}
