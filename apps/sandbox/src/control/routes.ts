import type { OwnedContext } from '../core/context.ts';
import type { Marketplace } from '../core/marketplace.ts';
import type { SandboxSystem } from '../core/system.ts';
import type { Player } from '../scenario/player.ts';

export interface ControlDeps {
  readonly context: OwnedContext;
  readonly systems: readonly SandboxSystem[];
  readonly marketplaces: readonly Marketplace[];
  readonly player: Player;
}

export interface Asked {
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly about: string;
  /** Undefined is answered with 404. */
  readonly run: (asked: Asked) => unknown;
}

export function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
}
