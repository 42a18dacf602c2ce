import type { Question } from '../data/question.ts';
import { boardQuestion } from '../data/question.ts';
import {
  ChannelBoardDocument,
  FlowBoardDocument,
  HealthBoardDocument,
  IntakeBoardDocument,
  SyncBoardDocument,
  UrgentBoardDocument,
  WaitingBoardDocument,
} from '../gql/graphql.ts';
import type { HomeRole } from '../shell/roles.ts';
import { shopNamesQuestion } from '../words/shop-names.ts';

export const waitingQuestion = boardQuestion('waiting', WaitingBoardDocument, {}, (result) => result.waitingBoard);
export const flowQuestion = boardQuestion('flow', FlowBoardDocument, {}, (result) => result.flowBoard);
export const channelsQuestion = boardQuestion('channels', ChannelBoardDocument, {}, (result) => result.channelBoard);
export const syncQuestion = boardQuestion('sync', SyncBoardDocument, {}, (result) => result.syncBoard);
export const intakeQuestion = boardQuestion('intake', IntakeBoardDocument, {}, (result) => result.intakeBoard);
export const healthQuestion = (days: number) => boardQuestion('health', HealthBoardDocument, { days }, (result) => result.healthBoard);
export const urgentQuestion = (first: number) => boardQuestion('urgent', UrgentBoardDocument, { first }, (result) => result.urgentBoard);

/** How many matters the operations home has room for. */
export const urgentMatters = 4;
export const trendDays = 14;

/** What a home shows first; the others are light enough to ask for themselves. */
export const firstQuestionsOf = (role: HomeRole): readonly Question<unknown>[] => {
  switch (role) {
    case 'operations':
      return [
        waitingQuestion,
        urgentQuestion(urgentMatters),
        flowQuestion,
        channelsQuestion,
        syncQuestion,
        healthQuestion(trendDays),
        intakeQuestion,
        shopNamesQuestion,
      ];
    case 'owner':
      return [waitingQuestion, flowQuestion, healthQuestion(trendDays), shopNamesQuestion];
    case 'warehouse':
    case 'service':
    case 'finance':
    case 'supply':
      return [];
  }
};
