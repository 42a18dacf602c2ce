/** What a paste came to. The words that found nothing live in this tab only: there may be phones among them. */
interface Lookup {
  readonly asked: number;
  readonly missing: readonly string[];
  readonly orderIds: readonly string[];
  /** Numbers beyond what one look-up takes. */
  readonly left: number;
}

const known = new Map<string, Lookup>();

export const keepLookup = (setId: string, lookup: Lookup): void => {
  known.set(setId, lookup);
};

export const lookupOf = (setId: string): Lookup | undefined => known.get(setId);
