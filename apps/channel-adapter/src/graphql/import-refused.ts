import type { StartRefusal } from '../application/history/start-import.ts';

const messages: Readonly<Record<StartRefusal, string>> = {
  NOT_READY: 'The import is not in a state in which this can be done.',
  NO_SUCH_IMPORT: 'There is no such import.',
  NO_ORDER_COLUMN: "No column holds the order's number.",
  COLUMN_TWICE: 'Two columns are taken for the same field.',
  NO_SHOP: 'No shop is chosen.',
  NO_CHANNEL: 'The shop has no known channel.',
};

export function importRefused(code: StartRefusal): object {
  return { __typename: 'HistoryImportRefused', code, message: messages[code] };
}
