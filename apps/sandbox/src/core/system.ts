import type { Buyers } from './buyers.ts';
import type { World } from './world.ts';

/** One outside system: answers its own protocol and keeps its own state, as the real one would. */
export interface SandboxSystem {
  readonly name: string;
  /** Path prefix. The longest matching mount wins, so '/weixin/cgi-bin/message' may live beside '/weixin'. */
  readonly mount: string;
  handle(request: SandboxRequest): Promise<SandboxReply>;
  /** Own state and counts for GET /control/systems/{name}; doubles are counted here. */
  state(): unknown;
  /** POST /control/systems/{name}/{deed}. */
  command?(deed: string, body: unknown): Promise<unknown>;
  reset(): void;
  /** One record that this system wrote to the journal, in the order of writing, before the first request. */
  restore?(record: unknown): void;
  /** After the last record: arm the timers that the old process took with it. */
  resume?(): void;
}

export interface SandboxRequest {
  readonly method: string;
  /** Without the mount; always starts with '/'. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SandboxReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** One Set-Cookie header each; joined in one header they could not be told apart. */
  readonly setCookies?: readonly string[];
  /** The work was done, but the connection is cut before the caller hears of it. */
  readonly cut?: true;
}

export interface SandboxContext {
  readonly world: World;
  readonly buyers: Buyers;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly misbehave: Misbehaviour;
  readonly timing: Timing;
  readonly random: Random;
  readonly bus: Bus;
  readonly push: Push;
}

/** Every effect that the outside world saw happen, with wall time. The only truth that checkers may read. */
export interface Ledger {
  append(kind: string, system: string, key: string, data: Readonly<Record<string, unknown>>): LedgerEntry;
  read(filter: LedgerFilter): readonly LedgerEntry[];
  counts(): Readonly<Record<string, number>>;
  readonly size: number;
  clear(): void;
}

export interface LedgerEntry {
  readonly seq: number;
  /** Unix milliseconds. */
  readonly at: number;
  readonly kind: string;
  readonly system: string;
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface LedgerFilter {
  readonly system?: string | undefined;
  readonly kind?: string | undefined;
  readonly key?: string | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** What must outlive the process. A no-op without SANDBOX_DATA. */
export interface Journal {
  write(system: string, record: unknown): void;
}

export const FAULT_KINDS = [
  'push-twice',
  'push-late',
  'push-out-of-order',
  'push-never',
  'slow',
  'http-500',
  'business-error',
  'lose-answer',
  'rename-field',
  'frozen',
  'refuse-cancel',
  'ship-after-cancel',
  'expire-token',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type Fault =
  | { readonly kind: 'slow' | 'push-late'; readonly ms: number }
  | { readonly kind: 'rename-field'; readonly from: string; readonly to: string }
  | { readonly kind: Exclude<FaultKind, 'slow' | 'push-late' | 'rename-field'> };

export interface Misbehaviour {
  /** Asks only the rules of `kinds` (all kinds when absent) and uses up one of a rule's `next`. */
  decide(system: string, operation: string, key: string, kinds?: readonly FaultKind[]): Fault | 'none';
  /** Settles when no 'frozen' rule matches any more. */
  thawed(system: string, operation: string, key: string): Promise<void>;
}

/** Durations of the outside world, divided by the speed. Never a clock: times come from Date.now(). */
export interface Timing {
  readonly speed: number;
  /** Runs once after `outsideMs / speed`; the answer calls it off. Does not keep the process alive. */
  after(outsideMs: number, run: () => void): () => void;
}

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
  /** An independent stream with its own seed, so that one system's draws do not move another's. */
  fork(name: string): Random;
}

/** What outside systems learn of each other without the hub. */
export interface WorldEvents {
  /** The warehouse gave a parcel to the carrier. */
  readonly 'handed-over': {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly warehouseId: string;
    readonly deliveryOrderCode: string;
    readonly at: number;
  };
  /** The carrier delivered it. Platforms follow parcels on their own and complete the order some days later. */
  readonly 'parcel-signed': { readonly carrier: string; readonly trackingNumber: string; readonly at: number };
  /** A warehouse finds less on the shelf than it counted. `warehouseId` null: wherever there is some. */
  readonly 'goods-missing': { readonly sku: string; readonly warehouseId: string | null; readonly quantity: number };
}

export interface Bus {
  on<K extends keyof WorldEvents>(name: K, listener: (event: WorldEvents[K]) => void): void;
  emit<K extends keyof WorldEvents>(name: K, event: WorldEvents[K]): void;
}

export interface PushBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** Replaces the query of the url, for protocols that sign there. */
  readonly query?: string;
}

export interface PushOptions {
  readonly system: string;
  /** For rules of /control/misbehave; 'push' when absent. */
  readonly operation?: string;
  readonly key: string;
  /** Outside milliseconds between one attempt and the next; the length is the number of repeats. */
  readonly retry: readonly number[];
  /** Real milliseconds that the receiver has for its answer; 5000 when absent. */
  readonly deadlineMs?: number;
  /** Whether the answer is the platform's form of yes; any 2xx when absent. */
  readonly acknowledged?: (status: number, body: string) => boolean;
  /** Decided by the sender for this push alone; the rules are not asked. */
  readonly fault?: Fault;
  readonly onSettled?: (outcome: 'acknowledged' | 'given-up' | 'never-sent') => void;
}

/** A platform's push to its subscriber. A function is asked again for every attempt (fresh timestamp and signature). */
export type Push = (url: string, init: PushBody | (() => PushBody), options: PushOptions) => void;
