export const outgoing = (): string => 'messaging';
