import { describe, expect, it } from 'vitest';
import { splitFields } from './fact-words.ts';

describe('the words of a fact', () => {
  it('names a node of the route by what happened there', () => {
    const fields = [
      { name: 'trackingNumber', value: 'SF1' },
      { name: 'place', value: '上饶' },
      { name: 'kind', value: 'ROUTE_NODE_KIND_SIGNED' },
    ];
    const { naming, told } = splitFields('fulfilment_route-node-seen', fields);
    expect(naming.map((field) => field.name)).toEqual(['kind', 'place']);
    expect(told.map((field) => field.name)).toEqual(['trackingNumber']);
  });

  it('leaves the sentence of a machine out where a code says why, and keeps it where nothing else does', () => {
    const reason = { name: 'reason', value: 'the buyer does not follow the service account' };
    const code = { name: 'code', value: 'NO_CONTACT' };
    expect(splitFields('messenger_message-refused', [reason, code]).told).toEqual([code]);
    expect(splitFields('messenger_message-refused', [reason]).told).toEqual([reason]);
    expect(splitFields('messenger_message-refused', [{ name: 'reason', value: '仓容不足' }, code]).told).toHaveLength(2);
  });
});
