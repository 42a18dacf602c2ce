export const saveOrder = (): void => undefined;
