import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { System } from '../../../../tools/start/system.ts';
import { hubServices } from '../../../../tools/start/parts/services.ts';

/** One blow at the running whole. */
export type Strike = { readonly kind: 'kill'; readonly app: string } | { readonly kind: 'wipe-nats' };

/** Everything that may die: each service, the record and the broker. The outside world goes on. */
export const strikeable: readonly Strike[] = [
  ...[...hubServices, 'postgres', 'nats'].map((app): Strike => ({ kind: 'kill', app })),
  { kind: 'wipe-nats' },
];

export function nameOf(strike: Strike): string {
  return strike.kind === 'kill' ? `SIGKILL ${strike.app}` : 'SIGKILL nats, its store deleted';
}

/** Strikes without warning; what dies is started again by the supervision, as in production. */
export async function strikeAt(system: System, strike: Strike): Promise<void> {
  switch (strike.kind) {
    case 'kill':
      system.kill(strike.app, 'SIGKILL');
      return;
    case 'wipe-nats': {
      system.kill('nats', 'SIGKILL');
      await system.hold('nats');
      await rm(join(system.dataDir, 'nats'), { recursive: true, force: true });
      await system.resume('nats');
      return;
    }
  }
}
