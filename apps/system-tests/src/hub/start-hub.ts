import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@orderloom/testing';
import { z } from 'zod';
import { fromRoot } from '../../../../tools/start/paths.ts';
import { startSystem, type System } from '../../../../tools/start/system.ts';
import { enter, type FrontDoor } from './front-door.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { documents } from './documents.ts';

/** The whole running hub with its outside world, in a data folder of its own. */
export interface Hub {
  readonly system: System;
  readonly sandbox: Sandbox;
  readonly door: FrontDoor;
  readonly stop: () => Promise<void>;
}

export interface HubOptions {
  /** Part of the data folder's name. */
  readonly name: string;
  /** How many times faster than life the outside world works. */
  readonly speed?: number;
  readonly seed?: string;
  /** Seconds between polls of each shop; the demo deployment's when absent. */
  readonly pollSeconds?: number;
  /** Where the outside world pushes to instead of an app's own door. */
  readonly hooksOf?: (app: string) => string;
  readonly env?: NodeJS.ProcessEnv;
  /** Moves its ports elsewhere than those of the specs. */
  readonly portOffset?: number;
  /** For how many strangers pushes will be minted at most; 1,200 unless told. */
  readonly strangers?: number;
  readonly onDeath?: (app: string, how: string) => void;
}

/** Everything but the screens, which have specs of their own. */
const apps = [
  'sandbox',
  'channel-adapter',
  'order',
  'inventory',
  'fulfilment',
  'finance-reconciliation',
  'control-tower',
  'messenger',
  'gateway',
];

/** Outside milliseconds. A parcel is packed in seconds of real time, while silence of days stays long. */
export const quickWarehouse = {
  waveEveryMs: 6_000,
  printMs: 3_000,
  pickMs: 6_000,
  checkMs: 3_000,
  packMs: 3_000,
  weighMs: 3_000,
  outboundMs: 6_000,
  handfulGapMs: 1_000,
  twoParcelsShare: 0,
} as const;

/** Who is on the brand's member list here: the buyers that tests name, and the strangers for whom pushes are minted. */
function memberRanges(strangers: number) {
  return [
    { from: 0, count: 400 },
    { from: 1_000_000, count: strangers },
  ];
}

/** The gateway takes a list in pieces. */
const linksPerCall = 400;

/** All ports of a run of these specs are moved by this. */
export const portOffset = Number(process.env['HUB_E2E_PORT_OFFSET'] ?? 7_550);

export async function startHub(options: HubOptions): Promise<Hub> {
  const dataDir = mkdtempSync(join(tmpdir(), `orderloom-e2e-${options.name}-`));
  const system = await startSystem({
    dataDir,
    portOffset: options.portOffset ?? portOffset,
    services: apps,
    deploymentTemplate: writeTemplate(dataDir, options),
    documents: Object.values(documents),
    env: {
      SANDBOX_SPEED: String(options.speed ?? 60),
      SANDBOX_SEED: options.seed ?? options.name,
      LOG_LEVEL: process.env['HUB_E2E_LOG'] ?? 'info',
      ...options.env,
    },
    ...(options.onDeath === undefined ? {} : { onDeath: options.onDeath }),
  });
  const stop = async (): Promise<void> => {
    await system.stop();
    if (process.env['HUB_E2E_KEEP'] === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const sandbox = openSandbox(system.addresses.url('sandbox', 'http'));
    const door = await enter(system.addresses.url('gateway', 'http'), 'admin', system.secrets.demoPassword);
    await sandbox.deed('qimen', 'settings', quickWarehouse);
    await sandbox.deed('sf', 'settings', { repeatShare: 0, lateShare: 0, failShare: 0 });
    await loadMembers(sandbox, door, options.strangers ?? 1_200);
    await waitForStock(door);
    return { system, sandbox, door, stop };
  } catch (error) {
    await system.stop();
    throw new Error(`the hub did not come up in ${dataDir}`, { cause: error });
  }
}

function writeTemplate(dataDir: string, { pollSeconds, hooksOf }: HubOptions): string {
  const file = join(dataDir, 'template.json');
  const demo = readFileSync(fromRoot('tools', 'demo', 'deployment.json'), 'utf8');
  const polled = pollSeconds === undefined ? demo : demo.replaceAll(/"pollSeconds": \d+/g, `"pollSeconds": ${pollSeconds}`);
  writeFileSync(file, hooksOf === undefined ? polled : polled.replaceAll(/\{hooks\.([a-z-]+)\}/g, (_whole, app: string) => hooksOf(app)));
  return file;
}

const links = z.array(z.object({ shopId: z.string(), buyerOpenId: z.string(), wechatOpenId: z.string() }));

async function loadMembers(sandbox: Sandbox, door: FrontDoor, strangers: number): Promise<void> {
  const all: z.infer<typeof links> = [];
  for (const { from, count } of memberRanges(strangers))
    all.push(...links.parse(await sandbox.get(`/buyer-links?from=${from}&count=${count}`)));
  for (let from = 0; from < all.length; from += linksPerCall) {
    const some = all.slice(from, from + linksPerCall);
    // A machine that has just started nine programs may miss the gateway's seconds; the same links twice are the same links.
    await eventually(
      async () => {
        const data = await door.ask(documents.importMembers, {
          links: some,
        });
        z.object({ importBuyerLinks: z.object({ __typename: z.literal('BuyerLinksImported') }) }).parse(data);
      },
      { timeoutMs: 60_000, everyMs: 1_000 },
    );
  }
}

const stockPage = z.object({
  stocks: z.object({ nodes: z.array(z.object({ sku: z.string(), onHand: z.number(), reserved: z.number() })) }),
});

export interface PoolStock {
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** The pool of each SKU as inventory has it. */
export async function readStock(door: FrontDoor): Promise<ReadonlyMap<string, PoolStock>> {
  const { stocks } = stockPage.parse(await door.ask(documents.stocks));
  return new Map(stocks.nodes.map((row) => [row.sku, row]));
}

// The first counts come from the warehouses; an order before them would be short.
async function waitForStock(door: FrontDoor): Promise<void> {
  await eventually(async () => [...(await readStock(door)).values()].filter((row) => row.onHand > 0).length >= 10, {
    timeoutMs: 60_000,
    everyMs: 200,
  });
}
