import type { System } from '../../tools/start/system.ts';
import type { Passage } from '../checks/passages.ts';
import type { SentOrders } from '../checks/sent-orders.ts';
import type { FinalState } from '../checks/state.ts';
import type { Verdict } from '../checks/verdict.ts';
import type { Phase } from '../workloads/phases.ts';
import type { K6Metrics } from './drive.ts';
import type { LoadOptions } from './options.ts';

/** A whole number that only one suite asks for; `--cancel-percent 5`. */
export interface OwnOption {
  readonly about: string;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

export interface Suite {
  readonly name: string;
  /** Where an order's way ends for this suite: at the warehouse's yes, or once everything has left and everybody was told. */
  readonly until: 'AT_WAREHOUSE' | 'SHIPPED';
  readonly defaults: Pick<LoadOptions, 'rate' | 'seconds' | 'warmUpSeconds' | 'readsPerSecond' | 'speed'>;
  readonly own?: Readonly<Record<string, OwnOption>>;
  /** Says the usual options by its own, such as minutes for seconds. */
  readonly adjust?: (options: LoadOptions) => LoadOptions;
  /** Arrivals over the load; `--rate` all the time when it is left out. The warm-up is always even. */
  readonly phases?: (options: LoadOptions) => readonly Phase[];
  /** What else must have ended before the hub counts as at rest. */
  readonly open?: (state: FinalState, orders: SentOrders) => Promise<readonly string[]>;
  readonly watches?: readonly Watch[];
}

/** Looks at the hub from beside during the load, and says afterwards what it saw. */
export type Watch = (system: System, options: LoadOptions) => Promise<Watching>;

export interface Watching {
  /** Called once the hub is at rest, before its findings are asked for; and at a run that failed. */
  readonly end: () => Promise<void>;
  readonly findings: (found: Found) => Promise<Findings>;
}

export interface Found {
  readonly state: FinalState;
  readonly options: LoadOptions;
  readonly phases: readonly Phase[];
  readonly orders: SentOrders;
  readonly passages: readonly Passage[];
  readonly metrics: K6Metrics;
  /** When the first push of the load was due. */
  readonly beganAt: number;
}

export interface Findings {
  readonly sections?: readonly Section[];
  readonly goals?: readonly Goal[];
  readonly verdicts?: readonly Verdict[];
}

/** A table of the report that only this suite has. */
export interface Section {
  readonly title: string;
  readonly words: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A goal of speed. It is told, and never fails a run: a short run on a busy machine is no measurement. */
export interface Goal {
  readonly goal: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: 'wow' | 'pass' | 'no' | 'nothing measured';
}
