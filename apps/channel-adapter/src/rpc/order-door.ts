import { AddressChangesDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { IdempotencyKeyReused } from '@orderloom/outbox';
import { RpcRefused, rpcClient, type InternalKey } from '@orderloom/rpc';
import type { AddressVerdict, ChangeAddressDeps } from '../application/change-own-address.ts';
import { recipientView } from '../application/order-captured-event.ts';

export interface OrderDoor {
  readonly askOrder: ChangeAddressDeps['askOrder'];
  close(): void;
}

/** The order service, asked whether an order still can go elsewhere. A screen's request is given up after three seconds. */
export function createOrderDoor(address: string, internalKey: InternalKey): OrderDoor {
  const { call, close } = rpcClient(AddressChangesDefinition, address, {
    internalKey,
    caller: 'channel-adapter',
    deadlineMs: 2_000,
    idempotent: ['changeAddress'],
  });
  return {
    askOrder: async (change) => {
      const { answer, outboundAt, ...more } = await call
        .changeAddress({ ...change, recipient: recipientView(change.recipient) })
        .catch((error: unknown) => {
          throw error instanceof RpcRefused && error.code === 'IDEMPOTENCY_KEY_REUSED' ? new IdempotencyKeyReused(error.message) : error;
        });
      return { ...more, answer: answerOf(answer), outboundAt: outboundAt?.toISOString() ?? '' };
    },
    close,
  };
}

const answers = [
  'CHANGED',
  'PROPOSED',
  'ORDER_NOT_FOUND',
  'ALREADY_OUTBOUND',
  'ALREADY_ENDED',
  'STOP_UNDER_WAY',
  'REASON_UNUSABLE',
] as const;

function answerOf(answer: string): AddressVerdict['answer'] {
  const known = answers.find((one) => answer === `ADDRESS_ANSWER_${one}`);
  if (known === undefined) throw new Error(`the order service answers ${answer}`);
  return known;
}
