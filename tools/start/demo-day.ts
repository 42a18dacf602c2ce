import { z } from 'zod';
import { Problem, reasonOf } from './problem.ts';
import { signIn, type SignedIn } from './front-door.ts';
import { ownDocuments } from './own-documents.ts';
import type { System } from './system.ts';
import { waitUntil } from './wait.ts';

export interface DemoDay {
  /** How many times faster than life the outside world works. */
  readonly speed: number;
  readonly seed: string;
  /** Mean orders a minute. */
  readonly rate: number;
}

/** What a brand does before its day begins, and the day itself: the member list through the hub's front door, then the buyers. */
export async function startDemoDay(system: System, day: DemoDay): Promise<string> {
  const going = await askSandbox(system, 'GET', '/control/scenario', scenarioStatus);
  // A day that the sandbox took up again after a restart goes on, with the members it had; the options say how a new one begins.
  if (going.running) return 'the day goes on';
  const links = system.running().includes('channel-adapter') ? await loadMemberList(system) : 0;
  await askSandbox(system, 'POST', '/control/speed', z.unknown(), { speed: day.speed });
  await askSandbox(system, 'POST', '/control/scenario/start', z.unknown(), { rate: day.rate, seed: day.seed, speed: day.speed });
  return `${links} members, ${day.rate} orders a minute, ${day.speed} times life, seed ${day.seed}`;
}

const scenarioStatus = z.object({ running: z.boolean() });
const buyerLinks = z.array(z.object({ shopId: z.string(), buyerOpenId: z.string(), wechatOpenId: z.string() }));
const imported = z.object({ importBuyerLinks: z.object({ __typename: z.literal('BuyerLinksImported') }) });

// The gateway takes bodies of at most 256 KiB.
const linksPerCall = 1_000;
/** A machine that has just started nine programs may not answer within the gateway's seconds; the same links twice are the same links. */
const patienceMs = 60_000;

async function loadMemberList(system: System): Promise<number> {
  const links = await askSandbox(system, 'GET', '/control/buyer-links', buyerLinks);
  const admin = await signIn(system.addresses.url('gateway', 'http'), 'admin', system.secrets.demoPassword);
  for (let from = 0; from < links.length; from += linksPerCall) await importChunk(admin, links.slice(from, from + linksPerCall));
  return links.length;
}

async function importChunk(admin: SignedIn, links: z.infer<typeof buyerLinks>): Promise<void> {
  let answer: Awaited<ReturnType<SignedIn['graphql']>> = {};
  const taken = await waitUntil(
    async () => {
      answer = await admin.graphql(ownDocuments.memberList, { links });
      return imported.safeParse(answer.data).success;
    },
    { deadlineMs: patienceMs, everyMs: 1_000 },
  );
  if (taken) return;
  throw new Problem({
    what: 'the member list was not taken',
    why: JSON.stringify(answer).slice(0, 400),
    remedy: 'look into the logs of gateway and channel-adapter',
  });
}

/** Asks the sandbox's control door. Throws a Problem where it refuses or does not answer in the shape that is expected. */
export async function askSandbox<Shape extends z.ZodType>(
  system: System,
  method: 'GET' | 'POST',
  path: string,
  shape: Shape,
  body?: object,
): Promise<z.infer<Shape>> {
  const url = `${system.addresses.url('sandbox', 'http')}${path}`;
  try {
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(15_000),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`it answered ${answer.status} ${text.slice(0, 300)}`);
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw new Problem({
      what: 'the sandbox did not do what it was asked',
      why: `${method} ${url}: ${reasonOf(error)}`,
      remedy: `read ${system.logFile('sandbox')}, or do it on the sandbox's page`,
      cause: error,
    });
  }
}
