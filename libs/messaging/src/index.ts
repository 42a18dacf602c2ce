export * from './hub-connection.ts';
export * from './streams.ts';
export * from './publish-batch.ts';
export * from './consume-batches.ts';
