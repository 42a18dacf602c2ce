import { z } from 'zod';
import { signIn, type SignedIn } from '../../../../tools/start/front-door.ts';
import { documents } from './documents.ts';

const phrase = z.object({ code: z.string(), parameters: z.array(z.object({ name: z.string(), value: z.string() })) });
const fact = z.object({
  id: z.string(),
  type: z.string(),
  system: z.string(),
  occurredAt: z.string(),
  receivedAt: z.string(),
  recordedAt: z.string(),
  rawRef: z.string().nullable(),
});
const twin = z.object({
  id: z.string(),
  platformOrderNo: z.string(),
  status: z.string(),
  currentGate: z.number(),
  stuck: z.boolean(),
  answer: phrase,
  warehouses: z.array(z.string()),
  trackingNumbers: z.array(z.string()),
});
export type Twin = z.infer<typeof twin>;
export type Fact = z.infer<typeof fact>;
export type Phrase = z.infer<typeof phrase>;

const workItem = z.object({
  id: z.string(),
  pool: z.string(),
  order: z.object({ id: z.string() }).nullable(),
  summary: phrase,
  closedAt: z.string().nullable(),
});
export type WorkItem = z.infer<typeof workItem>;

/** What a signed-in person sees and does; everything goes through the gateway. */
export interface FrontDoor {
  readonly ask: (query: string, variables?: object) => Promise<unknown>;
  /** Twins whose number, id or parcel matches the search. */
  readonly find: (search: string) => Promise<readonly Twin[]>;
  /** The one twin of a platform's order number; undefined before the hub knows it, an error when there are two. */
  readonly twinOf: (platformOrderNo: string) => Promise<Twin | undefined>;
  /** Every twin, by platform number. */
  readonly allTwins: () => Promise<ReadonlyMap<string, readonly Twin[]>>;
  readonly storyOf: (orderId: string) => Promise<readonly Fact[]>;
  readonly workItems: (pool: string) => Promise<readonly WorkItem[]>;
}

export async function enter(gateway: string, account: string, password: string): Promise<FrontDoor> {
  let session: SignedIn = await signIn(gateway, account, password);

  const ask = async (query: string, variables: object = {}): Promise<unknown> => {
    const answer = await session.graphql(query, variables);
    const errors = JSON.stringify(answer.errors ?? []);
    if (errors.includes('UNAUTHENTICATED')) session = await signIn(gateway, account, password);
    if ((answer.errors ?? []).length > 0) throw new Error(`GraphQL: ${errors.slice(0, 600)}`);
    return answer.data;
  };

  const find = async (search: string): Promise<readonly Twin[]> => {
    const data = await ask(documents.findOrders, {
      search,
    });
    return z.object({ orders: z.object({ nodes: z.array(twin) }) }).parse(data).orders.nodes;
  };

  return {
    ask,
    find,
    twinOf: async (no) => {
      const found = (await find(no)).filter((one) => one.platformOrderNo === no);
      if (found.length > 1) throw new Error(`${no} is ${found.length} orders: ${found.map((one) => one.id).join(', ')}`);
      return found[0];
    },
    allTwins: async () => {
      const all: Twin[] = [];
      const shape = z.object({
        orders: z.object({ nodes: z.array(twin), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }) }),
      });
      for (let after: string | null = null; ;) {
        const data = await ask(documents.allOrders, { after });
        const page = shape.parse(data).orders;
        all.push(...page.nodes);
        if (!page.pageInfo.hasNextPage) return Map.groupBy(all, (one) => one.platformOrderNo);
        after = page.pageInfo.endCursor;
      }
    },
    storyOf: async (orderId) => {
      const data = await ask(documents.storyOf, { id: orderId });
      const shape = z.object({ order: z.object({ twin: z.object({ story: z.object({ nodes: z.array(fact) }) }) }) });
      return shape.parse(data).order.twin.story.nodes;
    },
    workItems: async (pool) => {
      const data = await ask(documents.itemsOfPool, { pool });
      return z.object({ workItems: z.object({ nodes: z.array(workItem) }) }).parse(data).workItems.nodes;
    },
  };
}

export function parameter(phrase: Phrase, name: string): string | undefined {
  return phrase.parameters.find((one) => one.name === name)?.value;
}
