export * from './subjects.ts';
export * from './hub-event.ts';
