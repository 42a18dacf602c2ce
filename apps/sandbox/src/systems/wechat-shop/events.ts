import { randomBytes } from 'node:crypto';
import { bigNumber } from '../../core/big-json.ts';
import type { JsonObject } from '../../core/big-json.ts';
import { nowSeconds } from '../../core/clock.ts';
import type { Fault, PushBody, SandboxContext } from '../../core/system.ts';
import type { WechatShop } from '../../core/world.ts';
import { encryptMessage, signParts } from './sign.ts';
import type { AfterSale, WechatOrder } from './model.ts';

/** Three repeats after the first, as the general rule of WeChat's message push says. */
const RETRY_GAPS_MS = [5_000, 5_000, 5_000];
const ANSWER_DEADLINE_MS = 5_000;

export interface Callback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Events {
  send(order: WechatOrder, event: string, payload: JsonObject): void;
  sendAfterSale(order: WechatOrder, afterSale: AfterSale): void;
  /** The sealed and signed callback, without sending it. */
  request(event: string, payload: JsonObject): Callback;
}

/** Callbacks in AES mode, JSON. The order id is a number here and a text in the API. */
export function createEvents(context: SandboxContext, shop: WechatShop, system: string): Events {
  const { appId, token, encodingAesKey } = shop.credentials;
  const url = context.world.callbacks.wechatShop;
  const account = `gh_${appId.slice(-12)}`;

  const message = (event: string, payload: JsonObject): string =>
    JSON.stringify({
      ToUserName: account,
      FromUserName: 'oPlatform',
      CreateTime: nowSeconds(),
      MsgType: 'event',
      Event: event,
      ...payload,
    });

  const seal = (text: string): PushBody & { readonly body: string; readonly query: string } => {
    const encrypted = encryptMessage(text, encodingAesKey, appId);
    const timestamp = String(nowSeconds());
    const nonce = String(randomBytes(4).readUInt32BE());
    const query = new URLSearchParams({
      signature: signParts(token, timestamp, nonce),
      timestamp,
      nonce,
      encrypt_type: 'aes',
      msg_signature: signParts(token, timestamp, nonce, encrypted),
    });
    return {
      query: query.toString(),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ToUserName: account, Encrypt: encrypted }),
    };
  };

  const send = (order: WechatOrder, event: string, payload: JsonObject): void => {
    if (order.pushMode === 'never') {
      context.ledger.append('push-suppressed', system, order.id, { event });
      return;
    }
    const text = message(event, payload);
    // Every attempt is sealed and signed anew: a repeat carries its own timestamp.
    context.push(url, () => seal(text), {
      system,
      key: order.id,
      retry: RETRY_GAPS_MS,
      deadlineMs: ANSWER_DEADLINE_MS,
      acknowledged: isAcknowledged,
      ...faultOf(order),
    });
  };

  return {
    send: (order, event, payload) => send(order, event, { order_info: { order_id: bigNumber(order.id), ...payload } }),
    sendAfterSale: (order, afterSale) =>
      send(order, 'channels_ec_aftersale_update', {
        finder_shop_aftersale_status_update: { after_sale_order_id: afterSale.id, status: afterSale.status, order_id: order.id },
      }),
    request(event, payload) {
      const { query, headers, body } = seal(message(event, payload));
      return { url: `${url}?${query}`, headers, body };
    },
  };
}

function isAcknowledged(status: number, text: string): boolean {
  return status === 200 && (text === 'success' || text === '');
}

function faultOf({ pushMode, lateMs }: WechatOrder): { readonly fault?: Fault } {
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
