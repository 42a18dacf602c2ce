export { explainingPool, type Plan } from './explaining-pool.ts';
export { eventually } from './eventually.ts';
export { startNode, type Child } from './child.ts';
export { freeOffset, freePort } from './free-port.ts';
export { startOutsideWorld, type OutsideWorld } from './outside-world.ts';
export { ownPostgres, type OwnPostgres } from './own-postgres.ts';
export { testNats, type TestNats } from './test-nats.ts';
export { freshDatabase, testPostgres } from './test-postgres.ts';
