import type { WaybillOutcome } from '../../application/ports.ts';
import { asList, asRecord, textOf } from './client.ts';

/** The parent waybill of an answer; `filterResult` 3 means that SF does not deliver there. */
export function readWaybill(data: unknown, parcelId: string): WaybillOutcome {
  const order = asRecord(data);
  const reason = textOf(order, 'remark');
  if (textOf(order, 'filterResult') === '3') return { kind: 'REFUSED', code: 'NOT_DELIVERABLE', reason: reasons[reason] ?? reason };
  const waybills = asList(order['waybillNoInfoList']);
  const parent = waybills.find((one) => textOf(one, 'waybillType') === '1') ?? waybills[0];
  const trackingNumber = parent === undefined ? '' : textOf(parent, 'waybillNo');
  if (trackingNumber === '') return { kind: 'REFUSED', code: 'NO_NUMBER', reason: 'the answer has no waybill number' };
  const told = textOf(order, 'orderId');
  if (told !== '' && told !== parcelId) return { kind: 'REFUSED', code: 'FOREIGN_NUMBER', reason: `the answer is about ${told}` };
  return { kind: 'NUMBERED', trackingNumber };
}

const reasons: Readonly<Record<string, string>> = {
  '1': 'receiver is out of range',
  '2': 'sender is out of range',
  '3': 'not deliverable',
};
