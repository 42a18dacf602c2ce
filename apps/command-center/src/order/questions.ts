import { complete } from '../data/complete.ts';
import { RequestFailure } from '../data/failures.ts';
import type { Asker, PagedQuestion, Question } from '../data/question.ts';
import { OrderChannelDocument, OrderFulfilmentDocument, OrderOwnDocument, OrderStoryDocument, OrderTwinDocument } from '../gql/graphql.ts';
import type {
  ChannelFieldsFragment,
  FulfilmentFieldsFragment,
  OwnFieldsFragment,
  TwinFieldsFragment,
  TypedDocumentString,
} from '../gql/graphql.ts';

/** The order's row and answer, from the twin. `null`: the twin knows no such order. */
export const twinQuestion = (id: string): Question<TwinFieldsFragment | null> => ({
  key: ['order', id, 'twin'],
  answer: async (ask) => (await ask(OrderTwinDocument, { search: id })).data.orders.nodes.find((node) => node.id === id) ?? null,
});

/** What the order's owner says: lines, amounts, holds, stops, refunds, the three clocks. */
export const ownQuestion = (id: string): Question<OwnFieldsFragment | null> => ({
  key: ['order', id, 'own'],
  answer: async (ask) => {
    const { data, missing } = await ask(OrderOwnDocument, { id });
    if (data.order === null && missing.length > 0) throw new RequestFailure('outage', missing[0]?.code ?? 'UNKNOWN');
    return data.order ?? null;
  },
});

interface PartVariables {
  readonly id: string;
  readonly search: string;
  readonly byOwner: boolean;
}

interface PartAnswer<Part> {
  readonly order?: Part | null;
  readonly orders?: { readonly nodes: readonly { readonly order: Part }[] };
}

export interface PartOf<Part> {
  readonly id: string;
  readonly name: string;
  readonly document: TypedDocumentString<PartAnswer<Part>, PartVariables>;
}

/** One service's part of the order, asked through the order's owner and, when that fails, through the twin. */
export const partQuestion = <Part extends { readonly id: string }>({ id, name, document }: PartOf<Part>): Question<Part | null> => ({
  key: ['order', id, name],
  answer: async (ask) => {
    const variables = { id, search: id };
    try {
      return complete(await ask(document, { ...variables, byOwner: true })).order ?? null;
    } catch (failure) {
      if (!(failure instanceof RequestFailure) || failure.kind !== 'outage') throw failure;
      const { orders } = complete(await ask(document, { ...variables, byOwner: false }));
      return orders?.nodes.find((node) => node.order.id === id)?.order ?? null;
    }
  },
});

export const fulfilmentQuestion = (id: string): Question<FulfilmentFieldsFragment | null> =>
  partQuestion<FulfilmentFieldsFragment>({ id, name: 'fulfilment', document: OrderFulfilmentDocument });

export const channelQuestion = (id: string): Question<ChannelFieldsFragment | null> =>
  partQuestion<ChannelFieldsFragment>({ id, name: 'channel', document: OrderChannelDocument });

export const storyKey = (id: string, system: string | undefined) => ['order', id, 'story', system ?? 'all'] as const;

/** A window of what all systems, or one, said about the order. */
export const storyPage = async (
  ask: Asker,
  page: { readonly id: string; readonly system: string | undefined; readonly after: string | undefined },
) => {
  const variables = { search: page.id, first: 60, after: page.after ?? null, system: page.system ?? null };
  return (await ask(OrderStoryDocument, variables)).data.orders.nodes.find((node) => node.id === page.id)?.story ?? null;
};

const storyQuestion = (id: string): PagedQuestion => ({
  key: storyKey(id, undefined),
  firstPage: (ask) => storyPage(ask, { id, system: undefined, after: undefined }),
});

/** What an order's page shows first. */
export const firstQuestionsOf = (id: string): readonly (Question<unknown> | PagedQuestion)[] => [
  twinQuestion(id),
  ownQuestion(id),
  fulfilmentQuestion(id),
  channelQuestion(id),
  storyQuestion(id),
];
