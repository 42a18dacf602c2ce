export const rowDomId = (id: string): string => `row-${id}`;
