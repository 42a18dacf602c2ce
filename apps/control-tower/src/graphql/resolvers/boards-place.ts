import { Alert } from './Alert.ts';
import { publishThresholds } from './Mutation/publishThresholds.ts';
import { restoreThresholds } from './Mutation/restoreThresholds.ts';
import { alertBoard } from './Query/alertBoard.ts';
import { alerts } from './Query/alerts.ts';
import { boardSet } from './Query/boardSet.ts';
import { channelBoard } from './Query/channelBoard.ts';
import { flowBoard } from './Query/flowBoard.ts';
import { healthBoard } from './Query/healthBoard.ts';
import { intakeBoard } from './Query/intakeBoard.ts';
import { syncBoard } from './Query/syncBoard.ts';
import { thresholds } from './Query/thresholds.ts';
import { thresholdsHistory } from './Query/thresholdsHistory.ts';
import { urgentBoard } from './Query/urgentBoard.ts';
import { waitingBoard } from './Query/waitingBoard.ts';

export const boardQueries = {
  waitingBoard,
  flowBoard,
  channelBoard,
  intakeBoard,
  syncBoard,
  urgentBoard,
  healthBoard,
  alertBoard,
  alerts,
  boardSet,
  thresholds,
  thresholdsHistory,
};

export const boardMutations = { publishThresholds, restoreThresholds };

export const boardTypes = { Alert };
