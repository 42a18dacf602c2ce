import { describe, expect, it } from 'vitest';
import { templateData } from './shipped-card.ts';
import { digestOf } from './work-item-digest.ts';

describe('what the hub says', () => {
  it('fits the types of the template: number, 20 characters, Shanghai minutes', () => {
    const card = { orderId: 'DY20261122-00001', trackingNumber: 'SF1234', carrier: 'SF', eta: '2026-11-24T02:00:00.000Z', units: 3 };
    expect(templateData(card, { character_string1: 'trackingNumber', thing2: 'carrier', time3: 'eta', thing4: 'summary' })).toEqual({
      character_string1: { value: 'SF1234' },
      thing2: { value: '顺丰速运' },
      time3: { value: '2026-11-24 10:00' },
      thing4: { value: '包裹已发出，共 3 件' },
    });
    expect([
      ...(templateData({ ...card, carrier: '很长的承运商名字'.repeat(5) }, { thing2: 'carrier' })['thing2']?.value ?? ''),
    ]).toHaveLength(20);
  });

  it('tells a hundred work items in one message that the robot takes', () => {
    const items = Array.from({ length: 100 }, (_, index) => ({
      workItemId: `${index}`,
      pool: index % 2 ? 'SHORTAGE' : 'CONFLICT',
      orderId: `DY20261122-${index}`,
      owner: 'ops',
    }));
    const text = digestOf(items, `https://hub.example/card/${'x'.repeat(120)}`);
    expect(text).toContain('新增异常工单 100 件');
    expect(text).toContain('缺货池 50');
    expect(text).toContain('(https://hub.example/card/');
    expect(Buffer.byteLength(text)).toBeLessThan(4_096);
  });
});
