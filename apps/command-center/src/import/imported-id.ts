/** Whether an id is that of a row which a file told of: it is no order of the hub. */
export const isImportedId = (id: string): boolean => id.startsWith('IM.');
