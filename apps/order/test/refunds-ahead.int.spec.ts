import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captured, refundRequested, reserved, startOrder, type OrderUnderTest } from './start-order.ts';

let hub: OrderUnderTest;
beforeAll(async () => {
  hub = await startOrder();
});
afterAll(() => hub.stop());

async function placed(platformOrderNo: string): Promise<string> {
  await hub.tell([captured(platformOrderNo)]);
  return eventually(async () => {
    const { rows } = await hub.pool.query<{ id: string }>('select id from orders where platform_order_no = $1', [platformOrderNo]);
    expect(rows).toHaveLength(1);
    return rows[0]?.id ?? '';
  });
}

async function refunds(orderId: string): Promise<number> {
  const { rows } = await hub.pool.query<{ refunds: number }>('select count(*)::int as refunds from refund where order_id = $1', [orderId]);
  return rows[0]?.refunds ?? 0;
}

describe('a refund that is asked for', () => {
  it('is taken while everything else stands behind an order that somebody holds, and once', async () => {
    const [held, free] = [await placed('held'), await placed('free')];
    const somebody = await hub.pool.connect();
    try {
      await somebody.query('begin');
      await somebody.query('select 1 from orders where id = $1 for update', [held]);
      await hub.tell([reserved(held)]);
      await hub.tell([refundRequested('free', 'r-free')]);
      await eventually(async () => expect(await refunds(free)).toBe(1));
      expect(await hub.story(held)).not.toContain('cleared-for-sourcing');
      await somebody.query('commit');
    } finally {
      somebody.release();
    }
    await eventually(async () => expect(await hub.story(held)).toContain('cleared-for-sourcing'));
    expect((await hub.story(free)).filter((kind) => kind === 'cancelled')).toHaveLength(1);
  });

  it('waits for its order where that is not known yet', async () => {
    await hub.tell([refundRequested('late', 'r-late')]);
    await eventually(async () => expect((await hub.pool.query('select from early_fact')).rowCount).toBe(1));
    const late = await placed('late');
    await eventually(async () => expect(await refunds(late)).toBe(1));
    expect((await hub.pool.query('select from early_fact')).rowCount).toBe(0);
  });
});
