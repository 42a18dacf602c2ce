import { DomainError } from '@orderloom/domain-kernel';
import type { Viewer } from '@orderloom/subgraph';

/** A test key asked for what is of no sandbox shop. */
class SandboxOnly extends DomainError {
  readonly code = 'SANDBOX_ONLY';
}

/** Stock belongs to no shop, so what is read is the real one: a key for trying out reads none, as it changes none. */
export function refuseTestKeys({ viewer }: { readonly viewer: Viewer }): void {
  if (viewer.shops !== undefined) throw new SandboxOnly('A test key reads no stock: it belongs to no sandbox shop.');
}
