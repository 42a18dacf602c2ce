import type { AnyHubEvent } from '@orderloom/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFact } from './apply-fact.ts';
import { currentGate, gatesOf } from '../domain/gates.ts';
import { rowView, waitingOf } from '../domain/order-row.ts';
import { defaultThresholds } from '../domain/thresholds.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';
import {
  ID,
  PART,
  PARCEL,
  T0,
  at,
  line,
  fact,
  placed,
  paid,
  reserved,
  sourced,
  outbound,
  numbered,
  held,
  short,
  life,
} from '../../test/one-order.ts';

const fold = (facts: readonly AnyHubEvent[]): TwinState => facts.reduce(applyFact, emptyTwin(ID));
const placedAt = (channel: string): AnyHubEvent => ({ ...placed, data: { ...placed.data, channel } }) as AnyHubEvent;
const view = (facts: readonly AnyHubEvent[], seconds: number) => rowView(fold(facts), defaultThresholds, T0 + seconds * 1_000);

describe('the row of an order', () => {
  it('is the same whatever the order of its facts, and however often each came (R4)', () => {
    const wanted = fold(life);
    fc.assert(
      fc.property(fc.shuffledSubarray([...life, ...life, ...life], { minLength: life.length * 3, maxLength: life.length * 3 }), (facts) => {
        expect(fold(facts)).toEqual(wanted);
      }),
    );
  });

  it('passes the seven gates one by one (ORD-11)', () => {
    const gateAfter = (count: number): number => currentGate(gatesOf(fold(life.slice(0, count)), defaultThresholds));
    expect([1, 2, 3, 4, 6, 8, 12, 14, 15].map(gateAfter)).toEqual([1, 2, 3, 5, 6, 6, 7, 7, 8]);
  });

  it('shows a hold at gate 5 and lets nothing pass it', () => {
    const heldUp = view(life.slice(0, 7), 20);
    expect(heldUp.currentGate).toBe(5);
    expect(heldUp.status).toBe('HELD');
    expect(heldUp.answer.code).toBe('HELD');
    expect(view(life.slice(0, 7), 700).stuck).toBe(true);
  });

  it('shows a hold at gate 5 although no warehouse is decided yet, and names its owner as the reason', () => {
    const early = [placed, paid, reserved, held];
    expect(view(early, 20)).toMatchObject({ currentGate: 5, status: 'HELD', stuck: false });
    expect(view(early, 700)).toMatchObject({
      stuck: true,
      owner: 'ops',
      stuckReason: { code: 'STUCK_AT_GATE', parameters: { gate: 5, owner: 'ops' } },
    });
  });

  it('gives sourcing and warehouse their time anew when a hold was let go', () => {
    const letGo = fact('hub.order.hold-released.v1', 5_000, { orderId: ID, holdId: 'h', releasedBy: 'ops', releasedAt: at(5_000) });
    expect(view([placed, paid, reserved, held, letGo], 5_010)).toMatchObject({ currentGate: 3, stuck: false });
    expect(view([placed, paid, reserved, held, letGo], 5_700)).toMatchObject({ currentGate: 3, stuck: true });
    expect(view([placed, paid, reserved, sourced, held, letGo], 5_010)).toMatchObject({ currentGate: 5, stuck: false });
  });

  it.each([
    ['too few', [['TEA', 1]]],
    ['too many', [['TEA', 3]]],
    ['another SKU', [['CUP', 2]]],
    [
      'one for another',
      [
        ['TEA', 1],
        ['CUP', 1],
      ],
    ],
  ] as const)('does not pass gate 6 with %s shipped', (_what, shipped) => {
    const wrong = fact('hub.fulfilment.outbound.v1', 8, {
      orderId: ID,
      fulfilmentOrderId: PART,
      warehouseId: 'WH-HZ',
      outBizCode: 'o1',
      final: true,
      outboundAt: at(8),
      parcels: [{ parcelId: PARCEL, carrier: 'SF', trackingNumber: 'SF1', lines: [line] }],
      lines: shipped.map(([sku, units], index) => ({ lineNo: String(index + 1), sku, planned: 2, shipped: units })),
    });
    expect(view([...life.slice(0, 10), wrong], 20).currentGate).toBe(6);
    expect(view([...life.slice(0, 10), outbound, numbered], 20).currentGate).toBe(7);
  });

  it('says in its answer what the facts say: one changed fact changes the sentence', () => {
    const facts = [placed, paid, short];
    expect(view(facts, 400).answer).toEqual({ code: 'SHORT', parameters: { paid: T0, sku: 'TEA', wanted: 2, available: 1 } });
    const other = fact('hub.inventory.stock-short.v1', 3, {
      orderId: ID,
      lines: [{ lineNo: '1', sku: 'CUP', wanted: 1, available: 0 }],
      refusedAt: at(3),
    });
    expect(view([...facts, other], 400).answer.parameters).toMatchObject({ sku: 'CUP', available: 0 });
    expect(view([...facts, reserved], 4).answer.code).toBe('AT_GATE');
  });

  it('turns stuck by the clock alone', () => {
    expect(view([placed, paid], 299).stuck).toBe(false);
    expect(view([placed, paid], 300)).toMatchObject({ stuck: true, status: 'STUCK', owner: 'inventory-planner' });
  });

  it('ends the waiting clock when number and ETA were shown and the parcel moved, not before (C-16)', () => {
    expect(waitingOf(fold(life.slice(0, 13))).endedAt).toBeUndefined();
    expect(waitingOf(fold(life.slice(0, 14)))).toEqual({ startedAt: T0, shownAt: T0 + 10_000 });
    expect(waitingOf(fold(life.slice(0, 15))).endedAt).toBe(T0 + 11_000);
  });

  it('does not call an order signed while a second part is still in the warehouse', () => {
    const second = fact('hub.fulfilment.order-sourced.v1', 3, {
      orderId: ID,
      decisionId: 'd',
      ruleVersion: 1,
      candidates: 3,
      refused: 1,
      decidedAt: at(3),
      parts: [
        { fulfilmentOrderId: `${ID}-2`, warehouseId: 'WH-JH', warehouseName: '金华仓', carrier: 'SF', carrierService: '1', lines: [line] },
      ],
    });
    expect(view(life, 100_000).status).toBe('SIGNED');
    expect(view([...life, second], 100_000).status).not.toBe('SIGNED');
  });

  it('takes the channel as the teller where no card can reach the buyer, and a refused card as trouble', () => {
    const withoutCard = life.filter((one) => one.type !== 'hub.messenger.message-sent.v1');
    const refusal = (code: string): AnyHubEvent =>
      fact('hub.messenger.message-refused.v1', 10, {
        messageId: 'm',
        orderId: ID,
        parcelId: PARCEL,
        kind: 'LOGISTICS_CARD',
        transport: 'WECHAT_SERVICE_ACCOUNT',
        code,
        reason: '',
        refusedAt: at(10),
      });
    const notice = fact('hub.channel.ship-notice-sent.v1', 12, { orderId: ID, parcelId: PARCEL, trackingNumber: 'SF1', sentAt: at(12) });
    expect(view([...withoutCard.slice(0, 14), refusal('NO_CONTACT'), notice], 1_000).currentGate).toBe(8);
    expect(view([...withoutCard.slice(0, 14), refusal('NO_CONTACT')], 1_000).stuckReason?.code).toBe('NO_CARD');
    expect(view([...withoutCard.slice(0, 14), refusal('43004'), notice], 1_000).stuckReason?.code).toBe('NO_CARD');
    // A shop without a platform: its seller hears of the parcel by webhook and tells the buyer.
    const own = withoutCard.slice(0, 14).map((one) => (one.type === placed.type ? placedAt('OS') : one));
    expect(view([...own, refusal('NO_CONTACT')], 1_000).currentGate).toBe(8);
    expect(view([...own, refusal('43004')], 1_000).stuckReason?.code).toBe('NO_CARD');
  });

  it('waits no longer for a warehouse that confirmed an amendment', () => {
    const asked = fact('hub.order.stop-proposed.v1', 6, {
      orderId: ID,
      proposalId: 's',
      scope: 'STOP_SCOPE_AMENDMENT',
      lineNos: [],
      reason: 'ADDRESS_CHANGE',
      refundId: '',
      proposedAt: at(6),
    });
    const confirmed = fact('hub.fulfilment.stop-confirmed.v1', 7, {
      orderId: ID,
      proposalId: 's',
      fulfilmentOrderIds: [],
      confirmedAt: at(7),
    });
    expect(view([...life.slice(0, 6), asked], 20).answer.code).toBe('STOPPING');
    expect(view([...life.slice(0, 6), asked, confirmed], 20).answer.code).toBe('WITH_WAREHOUSE');
  });

  it('forgets a part that was decided anew before any warehouse saw it', () => {
    const older = fact('hub.fulfilment.order-sourced.v1', 2, {
      orderId: ID,
      decisionId: 'd0',
      ruleVersion: 1,
      candidates: 3,
      refused: 1,
      decidedAt: at(2),
      parts: [
        { fulfilmentOrderId: `${ID}-0`, warehouseId: 'WH-JH', warehouseName: '金华仓', carrier: 'SF', carrierService: '1', lines: [line] },
      ],
    });
    expect(view([older, ...life], 100_000)).toMatchObject({ status: 'SIGNED', currentGate: 8 });
  });
});
