interface Detail {
  readonly name: string;
  readonly value: string;
}

interface Change {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What an act changed, why, and whatever else it tells: `before.x` and `after.x` belong together, `reason` stands by itself. */
export const readDetails = (
  details: readonly Detail[],
): { readonly changes: readonly Change[]; readonly reason: string | undefined; readonly rest: readonly Detail[] } => {
  const given = new Map(details.map(({ name, value }) => [name, value]));
  const fields = [...new Set([...given.keys()].flatMap((name) => /^(?:before|after)\.(.+)$/.exec(name)?.[1] ?? []))];
  return {
    changes: fields.map((field) => ({ field, before: given.get(`before.${field}`), after: given.get(`after.${field}`) })),
    reason: given.get('reason') || undefined,
    rest: details.filter(({ name, value }) => !/^(?:before|after)\./.test(name) && name !== 'reason' && value !== ''),
  };
};
