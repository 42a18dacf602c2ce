import { pageSize } from '@orderloom/subgraph';
import type { ChannelContext } from '../../context.ts';

export async function outsideCommands(
  _root: unknown,
  { shopId, first }: { readonly shopId?: string | null; readonly first?: number | null },
  context: ChannelContext,
): Promise<readonly object[]> {
  const commands = await context.outside.board.list(shopId ?? undefined, pageSize(first ?? 100, 200));
  return commands.map((command) => ({
    ...command,
    orderId: command.orderId || null,
    platformOrderNo: command.platformOrderNo || null,
    refusal: command.refusal || null,
  }));
}
