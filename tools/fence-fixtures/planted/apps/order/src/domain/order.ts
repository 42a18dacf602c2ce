export const draft = { lines: [] } as const;
