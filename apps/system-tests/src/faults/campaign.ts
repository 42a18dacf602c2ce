import { setTimeout as pause } from 'node:timers/promises';
import { isAcked, sendPush, type LineWish, type MintedPush } from '../hub/sandbox.ts';
import type { Hub } from '../hub/start-hub.ts';
import { createDice, type Dice } from './dice.ts';
import { nameOf, strikeable, strikeAt, type Strike } from './strike.ts';

export interface Campaign {
  readonly seed: string;
  readonly strikes: number;
  /** Real milliseconds between two strikes, at least and at most. */
  readonly between: readonly [number, number];
  readonly ordersPerStrike: number;
  readonly log: (line: string) => void;
  /** How long a platform waits before it pushes again what was not acknowledged. */
  readonly retryMs?: number;
  /** The client's own log: each try with the answer that it got. */
  readonly note?: (line: ClientLine) => void;
}

/** One push of one order. Unanswered: nobody at the door, or the answer never came. */
export interface ClientLine {
  readonly at: number;
  readonly no: string;
  readonly nth: number;
  readonly answer: 'acked' | 'refused' | 'unanswered';
}

export interface Fought {
  /** Platform numbers whose push the hub acknowledged to this client. */
  readonly acked: readonly string[];
  readonly strikes: readonly string[];
  readonly refused: number;
}

/** Outside calls after whose success the answer is lost now and then: the instant between their effect and our commit. */
const loseAnswers = [
  { system: 'qimen', operation: 'deliveryorder.batchcreate' },
  { system: 'qimen', operation: 'deliveryorder.create' },
  { system: 'qimen', operation: 'order.cancel' },
  { system: 'sf', operation: 'EXP_RECE_CREATE_ORDER' },
  { system: 'kingdee', operation: 'Save' },
  { system: 'kingdee', operation: 'BatchSave' },
  { system: 'wechat-oa', operation: 'message/template/send' },
  { system: 'douyin', operation: 'order.logisticsAdd' },
  { system: 'douyin', operation: 'order.logisticsAddSinglePack' },
  { system: 'douyin', operation: 'order.logisticsAddMultiPack' },
  { system: 'douyin', operation: 'afterSale.operate' },
  { system: 'wechat-shop', operation: '/order/delivery/send' },
  { system: 'wechat-shop', operation: '/aftersale/acceptapply' },
] as const;

const baskets: readonly (readonly LineWish[])[] = [
  [{ sku: 'TEA-WHITE-GIFT', quantity: 1 }],
  [
    { sku: 'TEA-OOLONG-100', quantity: 2 },
    { sku: 'CUP-CELADON', quantity: 1 },
  ],
  [
    { sku: 'TEA-LONGJING-250', quantity: 1 },
    { sku: 'TEA-JASMINE-50', quantity: 3 },
    { sku: 'TRAY-BAMBOO', quantity: 1 },
  ],
  [{ sku: 'CAKE-MATCHA', quantity: 1 }],
];

/** Buyers buy, change their minds and the world loses answers, while one thing after another dies. Comes back when all stands again. */
export async function fight(hub: Hub, campaign: Campaign): Promise<Fought> {
  const dice = createDice(campaign.seed);
  const acked: string[] = [];
  const told: string[] = [];
  let refused = 0;
  const running: Promise<void>[] = [];
  for (const rule of loseAnswers) await hub.sandbox.misbehave({ ...rule, kind: 'lose-answer', share: 0.25, seed: campaign.seed });

  const orders = plan(dice, campaign);
  for (const [nth, strike] of orders.strikes.entries()) {
    const channel = dice.pick(['DY', 'DY', 'WX'] as const);
    const pushes = await hub.sandbox.mint({
      channel,
      count: campaign.ordersPerStrike,
      seed: `${campaign.seed}/${nth}`,
      lines: dice.pick(baskets),
    });
    for (const push of pushes) {
      const startMs = dice.between(0, campaign.between[1]);
      running.push(
        pause(startMs)
          .then(() => buy(push, campaign))
          .then((answer) => {
            refused += answer.refusals;
            acked.push(push.no);
          }),
      );
      if (dice.next() < 0.2) running.push(regret(hub, push.no, startMs + dice.between(200, 6_000)));
    }
    await pause(dice.between(...campaign.between));
    campaign.log(`${nth + 1}/${orders.strikes.length} ${nameOf(strike)}`);
    told.push(nameOf(strike));
    await strikeAt(hub.system, strike);
  }
  await Promise.all(running);
  await hub.sandbox.behave();
  for (const app of hub.system.running()) if (app !== 'postgres' && app !== 'nats') await hub.system.waitReady(app, 120_000);
  return { acked, strikes: told, refused };
}

/** Each kind of strike in turn, in an order that the seed decides, so that a short campaign also varies. */
function plan(dice: Dice, campaign: Campaign): { readonly strikes: readonly Strike[] } {
  const strikes: Strike[] = [];
  while (strikes.length < campaign.strikes) strikes.push(...dice.shuffle(strikeable));
  return { strikes: strikes.slice(0, campaign.strikes) };
}

const tries = 200;

/** A platform repeats a push until it is acknowledged. */
async function buy(push: MintedPush, { retryMs = 300, note }: Campaign): Promise<{ readonly refusals: number }> {
  for (let refusals = 0; refusals < tries; refusals += 1) {
    // To the platform a refusal and no answer both mean "again".
    const answer = await sendPush(push).then(
      (said) => (isAcked(said) ? ('acked' as const) : ('refused' as const)),
      () => 'unanswered' as const,
    );
    note?.({ at: Date.now(), no: push.no, nth: refusals + 1, answer });
    if (answer === 'acked') return { refusals };
    await pause(retryMs);
  }
  throw new Error(`${push.no} was never acknowledged`);
}

async function regret(hub: Hub, no: string, afterMs: number): Promise<void> {
  await pause(afterMs);
  // A buyer whose parcel has just left, or whose refund is open, is told so by the platform.
  await hub.sandbox.post(`/orders/${no}/refund`, { reason: '不想要了' }).catch(() => undefined);
}
