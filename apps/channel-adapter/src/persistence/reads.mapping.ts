import { defineEntity, p } from '@mikro-orm/core';

/** Rows as screens read them; intake and the senders write these tables by batch statements of their own. */
export class ShopRow {
  id = '';
  channel = '';
  system = '';
  name = '';
  nameEn = '';
  pollSeconds = 0;
  lagClass = '';
  sandbox = false;
  lastPushAt: Date | null = null;
  ordersPolledUntil: Date | null = null;
  intakePausedAt: Date | null = null;
  intakePausedBy = '';
  intakePauseReason = '';
}

export class QuarantineRow {
  id = '';
  shopId = '';
  kind = '';
  platformNo = '';
  platformOrderNo = '';
  reason = '';
  field = '';
  detail = '';
  rawId = '';
  quarantinedAt = new Date(0);
  releasedAt: Date | null = null;
}

export class ShipNoticeRow {
  parcelId = '';
  orderId = '';
  trackingNumber = '';
  state = '';
  sentAt: Date | null = null;
  refusal: string | null = null;
}

export const channelEntities = [
  defineEntity({
    class: ShopRow,
    tableName: 'shop',
    properties: {
      id: p.text().primary(),
      channel: p.text(),
      system: p.text(),
      name: p.text(),
      nameEn: p.text(),
      pollSeconds: p.integer(),
      lagClass: p.text(),
      sandbox: p.boolean(),
      lastPushAt: p.datetime().nullable(),
      ordersPolledUntil: p.datetime().nullable(),
      intakePausedAt: p.datetime().nullable(),
      intakePausedBy: p.text(),
      intakePauseReason: p.text(),
    },
  }),
  defineEntity({
    class: QuarantineRow,
    tableName: 'quarantine',
    properties: {
      id: p.uuid().primary(),
      shopId: p.text(),
      kind: p.text(),
      platformNo: p.text(),
      platformOrderNo: p.text(),
      reason: p.text(),
      field: p.text(),
      detail: p.text(),
      rawId: p.uuid(),
      quarantinedAt: p.datetime(),
      releasedAt: p.datetime().nullable(),
    },
  }),
  defineEntity({
    class: ShipNoticeRow,
    tableName: 'ship_notice',
    properties: {
      parcelId: p.text().primary(),
      orderId: p.text(),
      trackingNumber: p.text(),
      state: p.text(),
      sentAt: p.datetime().nullable(),
      refusal: p.text().nullable(),
    },
  }),
];
