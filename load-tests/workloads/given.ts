import execution from 'k6/execution';
import { SharedArray } from 'k6/data';
import type { Deployment, MintedPush } from '../actions/minted-push.ts';
import type { Phase } from './phases.ts';

/** What the runner hands to a script. */
export const rate = Number(__ENV['RATE']);
export const readsPerSecond = Number(__ENV['READS']);
export const seconds = Number(__ENV['SECONDS']);
export const phases = JSON.parse(__ENV['PHASES'] ?? '[]') as readonly Phase[]; // written by our own runner
export const gateway = __ENV['GATEWAY'] ?? '';
export const sandbox = __ENV['SANDBOX'] ?? '';
export const password = __ENV['PASSWORD'] ?? '';
export const deployment = JSON.parse(open(__ENV['DEPLOYMENT'] ?? '')) as Deployment; // the file that the hub reads too

/** What is on the shelves; what is made to order takes weeks. */
export const products = deployment.products.filter(({ madeToOrder }) => madeToOrder !== true);

const own = JSON.parse(__ENV['OWN'] ?? '{}') as Readonly<Record<string, number>>; // checked by the runner
const pushes = new SharedArray<MintedPush>('pushes', () => JSON.parse(open(__ENV['PUSHES'] ?? '')) as MintedPush[]);

/** An option that only this suite has. */
export function ownOption(name: string): number {
  const value = own[name];
  if (value === undefined) throw new Error(`the runner gave no ${name}`);
  return value;
}

/** The push of this iteration; pushes leave in the order in which they were minted, so that the checker knows which were sent. */
export function nextPush(): { readonly push: MintedPush | undefined; readonly index: number } {
  const index = execution.scenario.iterationInTest;
  return { push: pushes[index], index };
}

/** Callers enough for answers that take ten seconds, within what k6 can hold in memory here. */
export function callersFor(perSecond: number): number {
  return Math.min(1_500, Math.max(100, Math.round(perSecond * 10)));
}
