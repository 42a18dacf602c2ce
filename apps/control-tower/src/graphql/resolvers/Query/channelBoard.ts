import { channelBoard as readBoard } from '../../../persistence/boards/channel-board.ts';
import { askedDay } from '../../board-answers.ts';
import type { TowerContext } from '../../context.ts';

export function channelBoard(_parent: unknown, args: { readonly day?: string | null }, { pool, now, inForce }: TowerContext) {
  const silentFrom = inForce('ALERTS').values['CHANNEL_SILENT.orange'] ?? Infinity;
  return readBoard(pool, { day: askedDay(args.day, now), now, silentFrom });
}
