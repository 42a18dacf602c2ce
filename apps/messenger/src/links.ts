import { signDoor, type DoorPurpose } from '@orderloom/rpc/door-token';
import type { InternalKey } from '@orderloom/rpc/identity';
import type { Links } from './application/ports.ts';

/** Long enough for a return window after a slow parcel; what the page shows by then is old news. */
const BUYER_DAYS = 90;
const STAFF_DAYS = 7;

/** Links to the pages that open without sign-in. */
export function publicLinks(internalKey: InternalKey, publicUrl: string | undefined): Links {
  const link = (purpose: DoorPurpose, subject: string, days: number): string | undefined =>
    publicUrl === undefined ? undefined : new URL(`/${purpose}/${signDoor(internalKey, { purpose, subject }, days)}`, publicUrl).href;
  return {
    buyerPage: (orderId) => link('p', orderId, BUYER_DAYS),
    messageCard: (messageId) => link('card', messageId, STAFF_DAYS),
  };
}
