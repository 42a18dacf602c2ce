import { createHash } from 'node:crypto';
import type { CarrierLink } from '../../application/ports.ts';
import { fromBeijingText } from '../../clock-text.ts';
import type { CarrierNode, NodeKind } from '../../domain/route.ts';
import { asList, asRecord, textOf, type SfClient } from './client.ts';

/** SF's codes in the twelve kinds. A code that is not here is on the way. */
export const kindOfCode: Readonly<Record<string, NodeKind>> = {
  '50': 'PICKED_UP',
  '54': 'PICKED_UP',
  '30': 'LOADED',
  '36': 'DEPARTED',
  '31': 'ARRIVED',
  '407': 'IN_TRANSIT',
  '501': 'IN_TRANSIT',
  // Courier being assigned.
  '44': 'AT_STATION',
  '204': 'OUT_FOR_DELIVERY',
  '123': 'AT_STATION',
  '130': 'AT_STATION',
  '70': 'DELIVERY_FAILED',
  '33': 'EXCEPTION',
  '34': 'EXCEPTION',
  '80': 'SIGNED',
  '8000': 'SIGNED',
  '648': 'RETURNING',
  '99': 'RETURNING',
};

const AT_MOST = 10;

/** Routes of up to ten waybills in one call; more go in several. */
export function searchRoutes(client: SfClient): CarrierLink['routes'] {
  return async (trackingNumbers) => {
    const nodes: CarrierNode[] = [];
    let rawRef = '';
    for (let from = 0; from < trackingNumbers.length; from += AT_MOST) {
      const some = trackingNumbers.slice(from, from + AT_MOST);
      const answer = await client.call(
        'EXP_RECE_SEARCH_ROUTES',
        { language: '0', trackingType: '1', trackingNumber: some, methodType: '1' },
        some.length === 1 ? (some[0] ?? '') : '',
      );
      rawRef = answer.rawRef;
      if (!answer.ok) continue;
      const data = asRecord(answer.data);
      for (const waybill of asList(data['routeResps'] ?? data['routes'] ?? answer.data)) {
        const trackingNumber = textOf(waybill, 'mailNo', 'mailno');
        for (const route of asList(waybill['routes'])) {
          const node = readNode(route, trackingNumber, '');
          if (node !== undefined) nodes.push(node);
        }
      }
    }
    return { rawRef, nodes };
  };
}

/** One node of a push or of a query's answer; undefined when number, code or time is missing. */
export function readNode(route: Readonly<Record<string, unknown>>, trackingNumber: string, parcelId: string): CarrierNode | undefined {
  const opCode = textOf(route, 'opCode', 'opcode');
  const reachedAt = fromBeijingText(textOf(route, 'acceptTime'));
  if (trackingNumber === '' || opCode === '' || reachedAt === undefined) return undefined;
  const place = placeOnly(textOf(route, 'acceptAddress'));
  return {
    // The query's answer has no ids: its content stands for one.
    nodeId:
      textOf(route, 'id') ||
      createHash('sha256').update(`${trackingNumber} ${opCode} ${reachedAt.toISOString()}`).digest('hex').slice(0, 32),
    trackingNumber,
    parcelId,
    kind: kindOfCode[opCode] ?? 'IN_TRANSIT',
    opCode,
    place,
    reachedAt,
  };
}

/** City or station; a street or a house number is personal and is cut off. */
export function placeOnly(address: string): string {
  const city = /^.{0,12}?(?:市|州|盟|地区|自治县|县|区)/u.exec(address)?.[0];
  if (city !== undefined) return city;
  return /\d{3,}|号|栋|单元|室/u.test(address) ? '' : address.slice(0, 20);
}
