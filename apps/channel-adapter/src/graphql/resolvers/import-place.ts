import { HistoryImport } from './HistoryImport.ts';
import { startHistoryImport } from './Mutation/startHistoryImport.ts';
import { undoHistoryImport } from './Mutation/undoHistoryImport.ts';
import { historyImport } from './Query/historyImport.ts';
import { historyImports } from './Query/historyImports.ts';
import { historyShops } from './Query/historyShops.ts';

/** The root fields of the import of past orders. */
export const importQueries = { historyImports, historyImport, historyShops };
export const importMutations = { startHistoryImport, undoHistoryImport };
export const importTypes = { HistoryImport };
