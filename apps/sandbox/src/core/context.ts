import { createBus } from './bus.ts';
import { createBuyers } from './buyers.ts';
import { createJournal } from './journal.ts';
import type { KeptJournal } from './journal.ts';
import { createLedger } from './ledger.ts';
import type { KeptLedger } from './ledger.ts';
import { createMisbehaviour } from './misbehaviour.ts';
import type { RuledMisbehaviour } from './misbehaviour.ts';
import { createPusher } from './push.ts';
import { createRandom } from './random.ts';
import type { SandboxContext } from './system.ts';
import { createTiming } from './timing.ts';
import type { AdjustableTiming } from './timing.ts';
import type { World } from './world.ts';

export interface ContextOptions {
  readonly world: World;
  readonly seed: string;
  readonly speed: number;
  readonly dataFolder?: string | undefined;
  readonly buyers?: number;
}

/** The context with the handles that only the control API may use. */
export interface OwnedContext extends SandboxContext {
  readonly ledger: KeptLedger;
  readonly journal: KeptJournal;
  readonly misbehave: RuledMisbehaviour;
  readonly timing: AdjustableTiming;
  close(): Promise<void>;
}

const POOL = 5000;

export function createContext({ world, seed, speed, dataFolder, buyers = POOL }: ContextOptions): OwnedContext {
  const journal = createJournal(dataFolder);
  const ledger = createLedger(journal);
  const timing = createTiming(speed);
  const misbehave = createMisbehaviour();
  const pusher = createPusher({ ledger, misbehave, timing });
  const shopIds = (system: string): string[] => world.shops.filter((shop) => shop.system === system).map((shop) => shop.id);
  return {
    world,
    journal,
    ledger,
    timing,
    misbehave,
    random: createRandom(seed),
    buyers: createBuyers({ seed, size: buyers, douyinShopIds: shopIds('douyin'), wechatShopIds: shopIds('wechat-shop') }),
    bus: createBus(),
    push: pusher.push,
    async close() {
      timing.clear();
      journal.close();
      await pusher.close();
    },
  };
}
