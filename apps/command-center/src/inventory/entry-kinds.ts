/** Kinds of a ledger entry, as inventory names them. */
export const entryKinds = ['RESERVE', 'RELEASE', 'EXPIRE', 'ALLOCATE', 'DEALLOCATE', 'CONSUME', 'COUNT', 'MOVE'] as const;

export const asKind = (kind: string): (typeof entryKinds)[number] => entryKinds.find((each) => each === kind) ?? 'MOVE';
