import type { WorkItem as WorkItemRow } from '../../persistence/work-item.mapping.ts';
import { shownPhrase } from '../phrases.ts';

export const WorkItem = {
  order: (item: WorkItemRow) => (item.orderId === '' ? null : { __typename: 'Order', id: item.orderId }),
  summary: (item: WorkItemRow) => shownPhrase(item.summary),
};
