export * from './seal.ts';
export * from './redact.ts';
export * from './raw-archive.ts';
export * from './raw-rpc.ts';
