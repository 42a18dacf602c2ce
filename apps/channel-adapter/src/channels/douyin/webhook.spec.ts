import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PushVerdict } from '../../application/ports.ts';
import { readDouyinPush } from './webhook.ts';

const credentials = { appKey: '7000000000000000001', appSecret: 'demo-secret-aaaa', platformShopId: '10001', agreeRefundType: 201 };

describe('a Douyin push', () => {
  it('wakes the order by number, whether data is a text or an object, and reads both spellings of the message id', () => {
    const asText = read('[{"tag":"101","msg_id":"m-1","data":"{\\"p_id\\":4700000000000000001,\\"shop_id\\":10001}"}]');
    const asObject = read('[{"tag":101,"msgId":"m-1","data":{"p_id":4700000000000000001,"shop_id":10001}}]');
    for (const verdict of [asText, asObject]) {
      expect(verdict).toMatchObject({
        kind: 'push',
        messages: [{ key: 'm-1', wakes: [{ kind: 'ORDER', platformNo: '4700000000000000001' }] }],
        answer: { body: '{"code":0,"msg":"success"}' },
      });
    }
  });

  it('acknowledges the probe without anything to do', () => {
    expect(read('[{"tag":"0","msg_id":"0","data":"2026-01-01 00:00:00"}]')).toMatchObject({
      kind: 'push',
      messages: [],
      answer: { body: '{"code":0,"msg":"success"}' },
    });
  });

  it('wakes refund and order on a refund message and keeps only numbers of what it says', () => {
    const verdict = read(
      '[{"tag":"200","msg_id":"m-2","data":"{\\"p_id\\":47,\\"s_id\\":48,\\"aftersale_id\\":\\"71\\",\\"aftersale_status\\":6,\\"aftersale_type\\":2,\\"refund_amount\\":100,\\"reason_code\\":\\"张三不要了\\"}"}]',
    );
    const hint = { p_id: '47', s_id: '48', aftersale_id: '71', aftersale_status: '6', aftersale_type: '2', refund_amount: '100' };
    expect(verdict).toMatchObject({
      messages: [
        {
          wakes: [
            { kind: 'ORDER', platformNo: '47' },
            { kind: 'REFUND', platformNo: '71', hint },
          ],
        },
      ],
    });
    expect(JSON.stringify(verdict)).not.toContain('张三');
  });

  it('is refused without a signature and for another app, and told apart when it is signed but no JSON', () => {
    const raw = Buffer.from('[{"tag":"101"}]');
    const ask = (headers: Record<string, string>, body = raw): PushVerdict =>
      readDouyinPush({ method: 'POST', raw: body, headers, query: new URLSearchParams() }, credentials);
    expect(ask({})).toEqual({ kind: 'refused', reason: 'SIGNATURE' });
    expect(ask({ 'event-sign': sign(raw), 'app-id': '7000000000000000009' })).toEqual({ kind: 'refused', reason: 'SIGNATURE' });
    const broken = Buffer.from('[{"tag"');
    expect(ask({ 'event-sign': sign(broken) }, broken)).toMatchObject({ kind: 'unreadable' });
  });
});

function sign(raw: Buffer): string {
  return createHash('md5')
    .update(Buffer.concat([Buffer.from(credentials.appKey), raw, Buffer.from(credentials.appSecret)]))
    .digest('hex');
}

function read(body: string): PushVerdict {
  const raw = Buffer.from(body);
  return readDouyinPush(
    { method: 'POST', raw, headers: { 'event-sign': sign(raw), 'app-id': credentials.appKey }, query: new URLSearchParams() },
    credentials,
  );
}
