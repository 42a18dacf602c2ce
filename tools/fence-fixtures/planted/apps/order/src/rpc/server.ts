export const serve = (): string => 'rpc';
