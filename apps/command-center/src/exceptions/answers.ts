import type { WorkItemAnswerFragment, WorkItemRowFieldsFragment } from '../gql/graphql.ts';

type Changed = Extract<WorkItemAnswerFragment, { readonly __typename: 'WorkItemChanged' }>;

const isChanged = (answer: WorkItemAnswerFragment): answer is Changed => answer.__typename === 'WorkItemChanged';

/** The rows as they are after a deed. */
export const itemsOf = (answers: readonly WorkItemAnswerFragment[]): readonly WorkItemRowFieldsFragment[] =>
  answers.filter(isChanged).map((answer) => answer.item);

/** Which rows the deed changed and which refused it. */
export const answersOf = (answers: readonly WorkItemAnswerFragment[]) => ({
  done: answers.filter(isChanged),
  refused: answers.filter((answer) => !isChanged(answer)),
});
