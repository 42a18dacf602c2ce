import type { TypedDocumentString } from '../gql/graphql.ts';
import type { Answer } from './ask.ts';

/** Sends one trusted document to the gateway: from the browser through this origin, or from this server directly. */
export type Asker = <Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables) => Promise<Answer<Result>>;

/** What a widget wants to know, and the name under which its answer is kept: the browser and the server of the first page ask the same. */
export interface Question<Data> {
  readonly key: readonly unknown[];
  readonly answer: (ask: Asker) => Promise<Data>;
}

/** A list that the browser pages through: its first page. */
export interface PagedQuestion {
  readonly key: readonly unknown[];
  readonly firstPage: (ask: Asker) => Promise<unknown>;
}

export const boardQuestion = <Result, Variables, Data>(
  name: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  pick: (result: Result) => Data,
): Question<Data> => ({ key: ['board', name, variables], answer: async (ask) => pick((await ask(document, variables)).data) });
