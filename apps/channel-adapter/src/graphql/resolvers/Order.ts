import { loader } from '@orderloom/subgraph';
import type { RecipientFacts } from '../../application/stores.ts';
import type { ChannelContext } from '../context.ts';

interface OrderRef {
  readonly id: string;
}

const notices = loader((ids: readonly string[], context: ChannelContext) => context.queries.shipNotices(ids));
const extensions = loader((ids: readonly string[], context: ChannelContext) => context.queries.extensions(ids));
const recipients = loader((ids: readonly string[], context: ChannelContext) => context.open.vault.factsOfOrders(ids));

export const Order = {
  __resolveReference: (order: OrderRef): OrderRef => order,
  shipNotices: async ({ id }: OrderRef, _args: unknown, context: ChannelContext): Promise<readonly object[]> =>
    ((await notices(context).load(id)) ?? []).map((notice) => ({
      ...notice,
      state: notice.state === 'UNKNOWN' ? 'PLANNED' : notice.state,
    })),
  extensions: async ({ id }: OrderRef, _args: unknown, context: ChannelContext): Promise<readonly object[]> =>
    Object.entries((await extensions(context).load(id)) ?? {}).map(([name, value]) => ({ name, value })),
  recipient: async ({ id }: OrderRef, _args: unknown, context: ChannelContext): Promise<object | null> => {
    const facts: RecipientFacts | undefined = await recipients(context).load(id);
    if (facts === undefined) return null;
    return {
      name: facts.maskedName,
      phone: facts.maskedPhone,
      province: facts.province,
      city: facts.city,
      county: facts.county,
      vague: facts.vague,
    };
  },
};
