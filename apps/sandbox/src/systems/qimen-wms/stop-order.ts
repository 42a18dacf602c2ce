import type { SandboxContext } from '../../core/system.ts';
import type { Floor } from './floor.ts';
import { isPacked, type WmsOrder } from './order.ts';
import { refusal } from './refusal.ts';
import type { Work } from './work.ts';
import { textOf, type XmlElement } from './xml.ts';

export interface StoppingDeps {
  readonly context: SandboxContext;
  readonly floor: Floor;
  readonly work: Work;
}

/** order.cancel: synchronous; a repeat of an agreed cancel is agreed again. */
export function cancelOrder({ context, floor, work }: StoppingDeps, request: XmlElement): readonly string[] {
  const order = findOrder(floor, request);
  if (order.stage === 'cancelled' || (order.breaksItsWord && !isPacked(order))) return [];
  if (isPacked(order)) {
    context.ledger.append('cancel-refused', 'qimen', order.code, { stage: order.stage });
    throw refusal.tooLate(order.code);
  }
  const fault = context.misbehave.decide('qimen', 'order.cancel', order.code, ['refuse-cancel', 'ship-after-cancel']);
  if (fault !== 'none' && fault.kind === 'refuse-cancel') {
    context.ledger.append('cancel-refused', 'qimen', order.code, { stage: order.stage });
    throw refusal.tooLate(order.code);
  }
  context.ledger.append('cancelled', 'qimen', order.code, { stage: order.stage });
  if (fault !== 'none') {
    floor.change(order, { breaksItsWord: true });
    return [];
  }
  const held = order.stage !== 'lacking';
  floor.change(order, { stage: 'cancelled' });
  if (held) work.unlockLines(order);
  for (const line of order.lines) work.writeOffMissing(order.warehouse, line.itemCode);
  work.retryLacking();
  return [];
}

/** order.pending: `actionType` pending holds, restore lets go; the sheet names only the method. */
export function holdOrder({ context, floor, work }: StoppingDeps, request: XmlElement): readonly string[] {
  const order = findOrder(floor, request);
  const action = textOf(request, 'actionType') || 'pending';
  switch (action) {
    case 'pending':
      if (isPacked(order) || order.stage === 'cancelled') throw refusal.tooLate(order.code);
      if (order.stage === 'held' || order.stage === 'lacking') return [];
      floor.change(order, { stage: 'held' });
      context.ledger.append('held', 'qimen', order.code, {});
      return [];
    case 'restore':
      if (order.stage !== 'held') return [];
      floor.change(order, { stage: 'accepted' });
      context.ledger.append('released', 'qimen', order.code, {});
      work.queue(order);
      return [];
    default:
      throw refusal.badValue('actionType', action);
  }
}

export function findOrder(floor: Floor, request: XmlElement): WmsOrder {
  const warehouse = textOf(request, 'warehouseCode');
  const code = textOf(request, 'orderCode') || textOf(request, 'deliveryOrderCode');
  if (code === '') throw refusal.missing('orderCode');
  const order = floor.orders.get(code);
  if (!order || (warehouse !== '' && order.warehouse !== warehouse)) throw refusal.unknownOrder(code);
  return order;
}
