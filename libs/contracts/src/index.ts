export * from './subjects.ts';
export * from './hub-event.ts';
export * from './partner-scopes.ts';
