export { createSubgraph, type Subgraph, type SubgraphContext } from './create-subgraph.ts';
export { connection, decodeCursor, encodeCursor, pageSize, PageRefused, type Connection, type CursorKey } from './cursor.ts';
export { loader, type RequestLoader } from './loader.ts';
export { maskError, noteFailure, type SubgraphLog } from './mask-error.ts';
export { admittedBy, partnerMarks, ScopeMissing, type PartnerMarks } from './partner-fence.ts';
export { readSdl } from './read-sdl.ts';
export { BigIntText, DateTime, toShanghaiIso } from './scalars.ts';
export { undescribed } from './undescribed.ts';
export { commandScope, hasRole, mayAct, reachesShop, requireRole, RoleMissing, type Viewer } from './viewer.ts';
