import { defineEntity, p } from '@mikro-orm/core';
import type { MessageKind, Transport } from '../application/ports.ts';

/** A message as it is read; written in batches by the message store. */
export class Message {
  id!: string;
  kind!: MessageKind;
  transport!: Transport;
  orderId!: string;
  parcelId!: string;
  told!: string;
  state!: 'PLANNED' | 'SENDING' | 'SENT' | 'DELIVERED' | 'NOT_DELIVERED' | 'REFUSED' | 'NO_CONTACT';
  refusal?: string | null;
  plannedAt!: Date;
  sentAt?: Date | null;
  deliveredAt?: Date | null;
  content!: unknown;
}

export const messageMapping = defineEntity({
  class: Message,
  tableName: 'message',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().$type<MessageKind>(),
    transport: p.string().$type<Transport>(),
    orderId: p.string(),
    parcelId: p.string(),
    told: p.string(),
    state: p.string().$type<Message['state']>(),
    refusal: p.string().nullable(),
    plannedAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    deliveredAt: p.datetime().nullable(),
    content: p.json(),
  },
});
