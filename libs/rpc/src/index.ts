export { rpcClient, type RpcCallOptions, type RpcClient } from './client.ts';
export { RpcFailed, RpcRefused, RpcUnavailable } from './errors.ts';
export {
  identityHeader,
  identitySigner,
  requireInternalKey,
  signIdentity,
  verifyIdentity,
  type Identity,
  type InternalKey,
} from './identity.ts';
export type { RpcContext } from './server-admission.ts';
export type { RpcLog } from './server-errors.ts';
export { serve, startRpcServer, type RpcServer, type RpcService } from './server.ts';
