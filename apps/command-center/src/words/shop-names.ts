import type { Question } from '../data/question.ts';
import { ShopNamesDocument } from '../gql/graphql.ts';
import type { ShopNamesQuery } from '../gql/graphql.ts';

export const shopNamesQuestion: Question<ShopNamesQuery['shops']> = {
  key: ['shop-names'],
  answer: async (ask) => (await ask(ShopNamesDocument, {})).data.shops,
};
