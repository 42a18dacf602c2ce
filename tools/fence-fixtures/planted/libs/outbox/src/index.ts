export const outbox = 'planted';
