import type { HistoryShop } from '../../../application/history/ports.ts';
import type { ChannelContext } from '../../context.ts';

export function historyShops(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly HistoryShop[]> {
  return context.history.jobs.shops();
}
