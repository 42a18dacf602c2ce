import { bigNumber } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { drawFor } from '../../core/random.ts';
import type { Fault, PushBody, SandboxContext } from '../../core/system.ts';
import type { DouyinShop } from '../../core/world.ts';
import { signEvent } from './sign.ts';
import { orderPaid } from './model.ts';
import type { AfterSale, DouyinOrder } from './model.ts';

/** Outside time between repeats: the real schedule is not published; gaps that grow are what receivers report. */
const RETRY_GAPS_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000];
const ACK_DEADLINE_MS = 2_000;
const NUMBER_IDS_SHARE = 0.7;
const NUMBER_TAG_SHARE = 0.1;

export interface Message {
  readonly id: string;
  readonly tag: string;
  readonly orderId: string;
  /** The data object as the JSON text that travels inside the message. */
  readonly data: string;
}

export interface Pushes {
  about(order: DouyinOrder, tag: string, extra?: JsonObject): Message;
  aboutAfterSale(order: DouyinOrder, afterSale: AfterSale, tag: string, extra: JsonObject): Message;
  send(order: Pick<DouyinOrder, 'id' | 'pushMode' | 'lateMs'>, messages: readonly Message[]): void;
  /** The signed request for messages, without sending it. */
  request(messages: readonly Message[]): {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  probe(): void;
  /** After a restart: what nobody acknowledged is sent again. */
  resume(): void;
  restoreQueued(message: Message): void;
  restoreSettled(id: string): void;
  reset(): void;
  readonly unsettled: number;
}

export function createPushes(context: SandboxContext, shop: DouyinShop, system: string): Pushes {
  const { appKey, appSecret, platformShopId } = shop.credentials;
  const url = context.world.callbacks.douyin;
  const unsettled = new Map<string, Message>();
  let sent = 0;

  const message = (orderId: string, tag: string, data: JsonObject): Message => {
    sent += 1;
    return { id: `${orderId}:${tag}:${Date.now()}:${sent}`, tag, orderId, data: JSON.stringify(data) };
  };

  /** The real platform sends ids now as numbers, now as text. */
  const id = (digits: string, order: string, tag: string): Json =>
    drawFor(`${order}|${tag}`) < NUMBER_IDS_SHARE ? bigNumber(digits) : digits;

  const common = (order: DouyinOrder, tag: string): JsonObject => ({
    p_id: id(order.id, order.id, tag),
    s_ids: order.lines.map((line) => id(line.id, order.id, tag)),
    shop_id: Number(platformShopId),
    order_status: order.status,
    order_type: 0,
    biz: 2,
  });

  const body = (messages: readonly Message[]): string => {
    const items = messages.map(({ id: messageId, tag, data }) => {
      const tagText = drawFor(messageId) < NUMBER_TAG_SHARE ? tag : JSON.stringify(tag);
      return `{"tag":${tagText},"msg_id":${JSON.stringify(messageId)},"data":${JSON.stringify(data)}}`;
    });
    return `[${items.join(',')}]`;
  };

  const signed = (text: string): PushBody & { readonly body: string } => ({
    headers: {
      'content-type': 'application/json',
      'event-sign': signEvent(appKey, text, appSecret),
      'app-id': appKey,
      'sign-method': 'md5',
    },
    body: text,
  });

  const deliver = (order: Pick<DouyinOrder, 'id' | 'pushMode' | 'lateMs'>, messages: readonly Message[]): void => {
    const text = body(messages);
    context.push(url, signed(text), {
      system,
      key: order.id,
      retry: RETRY_GAPS_MS,
      deadlineMs: ACK_DEADLINE_MS,
      acknowledged: isAcknowledged,
      ...faultOf(order),
      onSettled: () => {
        for (const { id: messageId } of messages) {
          if (unsettled.delete(messageId)) context.journal.write(system, { t: 'push-settled', id: messageId });
        }
      },
    });
  };

  return {
    about: (order, tag, extra = {}) => message(order.id, tag, { ...common(order, tag), ...extra }),
    aboutAfterSale: (order, afterSale, tag, extra) =>
      message(order.id, tag, {
        p_id: id(order.id, order.id, tag),
        s_id: id(afterSale.lineIds[0] ?? order.id, order.id, tag),
        shop_id: Number(platformShopId),
        aftersale_id: afterSale.id,
        aftersale_status: afterSale.status,
        aftersale_type: afterSale.type,
        refund_amount: afterSale.refundFen,
        refund_post_amount: afterSale.refundPostFen,
        refund_voucher_num: 0,
        reason_code: 1,
        ...extra,
      }),
    send(order, messages) {
      if (order.pushMode === 'never') {
        context.ledger.append('push-suppressed', system, order.id, { tags: messages.map(({ tag }) => tag) });
        return;
      }
      for (const one of messages) {
        unsettled.set(one.id, one);
        context.journal.write(system, { t: 'push', message: one });
      }
      deliver(order, messages);
    },
    request: (messages) => ({ url, ...signed(body(messages)) }),
    probe() {
      const text = `[{"tag":"0","msg_id":"0","data":"${new Date().toISOString()}"}]`;
      context.push(url, signed(text), {
        system,
        operation: 'probe',
        key: '0',
        retry: [],
        deadlineMs: ACK_DEADLINE_MS,
        acknowledged: isAcknowledged,
      });
    },
    resume() {
      for (const one of unsettled.values()) deliver({ id: one.orderId, pushMode: 'normal', lateMs: 0 }, [one]);
    },
    restoreQueued: (one) => void unsettled.set(one.id, one),
    restoreSettled: (messageId) => void unsettled.delete(messageId),
    reset: () => unsettled.clear(),
    get unsettled() {
      return unsettled.size;
    },
  };
}

export function paidExtra(order: DouyinOrder): JsonObject {
  return { pay_type: order.payType, pay_time: order.payTime, pay_amount: orderPaid(order) };
}

function faultOf({ pushMode, lateMs }: Pick<DouyinOrder, 'pushMode' | 'lateMs'>): { readonly fault?: Fault } {
  switch (pushMode) {
    case 'twice':
      return { fault: { kind: 'push-twice' } };
    case 'late':
      return { fault: { kind: 'push-late', ms: lateMs } };
    case 'out-of-order':
      return { fault: { kind: 'push-out-of-order' } };
    case 'normal':
    case 'never':
      return {};
  }
}

/** `{"code":0,"msg":"success"}`; anything else is repeated. */
function isAcknowledged(status: number, text: string): boolean {
  if (status !== 200) return false;
  try {
    const answer: unknown = JSON.parse(text);
    return (
      typeof answer === 'object' &&
      answer !== null &&
      'code' in answer &&
      'msg' in answer &&
      (answer.code === 0 || answer.code === '0') &&
      answer.msg === 'success'
    );
  } catch {
    return false;
  }
}
