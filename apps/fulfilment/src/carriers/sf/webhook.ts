import type { CarrierPush } from '../../application/pushes.ts';
import { asList, asRecord, textOf } from './client.ts';
import { readNode } from './routes.ts';

export const taken = JSON.stringify({ return_code: '0000', return_msg: '成功' });

/** Anything but 0000 makes SF push again. */
export function refused(message: string): string {
  return JSON.stringify({ return_code: '1000', return_msg: message });
}

export class RoutesUnreadable extends Error {
  override readonly name = 'RoutesUnreadable';
}

/** Reads a route push. Its names differ from the query's: `mailno`, `orderid`. Throws RoutesUnreadable. */
export function readRoutePush(body: Buffer): readonly CarrierPush[] {
  const routes = asList(asRecord(asRecord(parse(body))['Body'])['WaybillRoute']);
  if (routes.length === 0) throw new RoutesUnreadable('no Body.WaybillRoute');
  const nodes = routes.flatMap((route) => {
    const node = readNode(route, textOf(route, 'mailno', 'mailNo'), textOf(route, 'orderid', 'orderId'));
    return node === undefined ? [] : [node];
  });
  if (nodes.length < routes.length)
    throw new RoutesUnreadable(`${routes.length - nodes.length} of ${routes.length} routes lack number, code or time`);
  return nodes.map((node) => ({ kind: 'ROUTED', node }));
}

/** Ids above 2^53 must keep their digits. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,\]}])/g, '$1"$2"'));
  } catch {
    throw new RoutesUnreadable('not JSON');
  }
}
