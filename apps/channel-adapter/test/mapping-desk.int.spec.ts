import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

type Rule = { readonly target: string; readonly sources: readonly string[]; readonly fallback: string | null };
type Wire = { readonly target: string; readonly from: string; readonly to: string };

const RULES = 'rules { target sources type unit fallback required values { name value } }';
const TEST = `query ($rules: [MappingRuleInput!]!) {
  mappingTest(system: "douyin", rules: $rules) { problems { target code } samples { held before { reason field } after { reason } changed }
    fields { target changed before { source found value trouble { reason } } after { source found value } } }
  quarantineTrial(system: "douyin", rules: $rules) { total through entries { platformNo trouble { reason } } } }`;
const PUBLISH = `mutation ($rules: [MappingRuleInput!]!, $reason: String!, $basedOn: Int) {
  publishFieldMapping(system: "douyin", rules: $rules, reason: $reason, basedOn: $basedOn, replay: false) { __typename
    ... on FieldMappingPublished { mapping { version reason } } ... on FieldMappingOutdated { mapping { version } } ... on FieldMappingRefused { lines { target code } } } }`;

describe('a platform that renames a field (J9)', () => {
  it('is understood again by the suggested wire: tried, published with a reason, and what was held replayed', async () => {
    const before = await Promise.all(Array.from({ length: 6 }, () => place()));
    await eventually(async () => expect(await captured(before)).toBe(6), { timeoutMs: 20_000 });
    for (const operation of ['order.orderDetail', 'order.searchList'])
      await harness.control('POST', 'misbehave', {
        system: 'douyin',
        operation,
        kind: 'rename-field',
        from: 'pay_amount',
        to: 'paid_amount_v2',
      });
    const held = await Promise.all(Array.from({ length: 4 }, () => place()));
    await eventually(async () => expect(await heldNow()).toBe(4), { timeoutMs: 20_000 });

    const { wireSuggestions: wires = [] } = await harness.graphql<{ wireSuggestions: readonly Wire[] }>(
      '{ wireSuggestions(system: "douyin") { target from to confidence reasons } }',
    );
    expect(wires.map(({ target, to }) => `${target} ${to}`).toSorted()).toEqual([
      'lines[].paidShare /sku_order_list/*/paid_amount_v2',
      'paidAmount /paid_amount_v2',
    ]);

    const rules = await publishedRules();
    const untouched = await harness.graphql<{ quarantineTrial: { through: number } }>(TEST, { rules });
    expect(untouched.quarantineTrial).toMatchObject({ total: 4, through: 0 });
    const draft = accept(rules, wires);
    const tried = await harness.graphql<{ mappingTest: { samples: readonly object[]; fields: readonly { target: string }[] } }>(TEST, {
      rules: draft,
    });
    expect(tried).toMatchObject({
      quarantineTrial: { total: 4, through: 4 },
      mappingTest: {
        problems: [],
        samples: expect.arrayContaining([
          expect.objectContaining({ held: true, before: { reason: 'MISSING_FIELD', field: 'paidAmount' }, after: null }),
        ]),
      },
    });
    expect(tried.mappingTest.samples).toHaveLength(10);
    // A renamed field is not known to be harmless: its value is shown only as the amount that the hub makes of it.
    expect(tried.mappingTest.fields.find(({ target }) => target === 'paidAmount')).toMatchObject({
      changed: true,
      before: { value: '', trouble: { reason: 'MISSING_FIELD' } },
      after: { source: '/paid_amount_v2', found: expect.stringMatching(/^▇▇▇ \d$/), value: expect.stringMatching(/^\d+$/) },
    });
    const { receiver } = await harness.control<{ receiver: { name: string; phone: string; address: { detail: string } } }>(
      'GET',
      `orders/${held.at(-1)}`,
    );
    for (const secret of [receiver.name, receiver.phone, receiver.address.detail]) expect(JSON.stringify(tried)).not.toContain(secret);
    expect(await heldNow()).toBe(4);

    expect(await harness.graphql(PUBLISH, { rules: draft, reason: 'renamed', basedOn: 9 })).toMatchObject({
      publishFieldMapping: { __typename: 'FieldMappingOutdated', mapping: { version: 1 } },
    });
    expect(await harness.graphql(PUBLISH, { rules: draft, reason: 'renamed', basedOn: 1 })).toMatchObject({
      publishFieldMapping: { mapping: { version: 2, reason: 'renamed' } },
    });
    expect(await heldNow()).toBe(4);
    expect(
      await harness.graphql('mutation { replayQuarantine(system: "douyin") { ... on QuarantineReplayed { released held running } } }'),
    ).toEqual({
      replayQuarantine: { released: 4, held: 0, running: false },
    });
    await eventually(async () => expect(await captured(held)).toBe(4));
    await harness.control('DELETE', 'misbehave');
  });

  it('goes back to an older version under a new number', async () => {
    const versions = await harness.graphql<{ fieldMappingVersions: readonly { version: number; rules: readonly Rule[] }[] }>(
      `{ fieldMappingVersions(system: "douyin") { version reason ${RULES} } }`,
    );
    expect(versions.fieldMappingVersions.map(({ version }) => version)).toEqual([2, 1]);
    const [, first] = versions.fieldMappingVersions;
    expect(await harness.graphql(PUBLISH, { rules: first?.rules, reason: 'back to 1', basedOn: 2 })).toMatchObject({
      publishFieldMapping: { mapping: { version: 3 } },
    });
    const refused = (first?.rules ?? []).map((rule) => (rule.target === 'recipient.phone' ? { ...rule, fallback: '顾客' } : rule));
    expect(await harness.graphql(PUBLISH, { rules: refused, reason: 'x', basedOn: 3 })).toMatchObject({
      publishFieldMapping: { lines: [{ target: 'recipient.phone', code: 'NEVER_DEFAULTED' }] },
    });
    const { rows } = await harness.pool.query<{ deeds: number }>(
      "select count(*)::int as deeds from outbox_event where data like '%publish-field-mapping%'",
    );
    expect(rows[0]?.deeds).toBe(2);
  });
});

describe('products that nobody bound', () => {
  it('are named with how many orders they hold, with their likeliest product, and bound together', async () => {
    await harness.pool.query("delete from sku_binding where shop_id = 'wx-shop' and sku in ('TRAY-BAMBOO', 'POT-YIXING')");
    const mapping = await harness.graphql<{ fieldMapping: { rules: readonly Rule[] } }>(
      `{ fieldMapping(system: "wechat-shop") { ${RULES} } }`,
    );
    const rules = mapping.fieldMapping.rules.filter(({ target }) => target !== 'lines[].merchantCode');
    await harness.graphql(PUBLISH.replace('"douyin"', '"wechat-shop"'), { rules, reason: 'no code' });
    await harness.graphql('mutation { bindSkus(bindings: [{ shopId: "wx-shop", platformSku: "x", sku: "CUP-CELADON" }]) { __typename } }');
    for (const sku of ['TRAY-BAMBOO', 'TRAY-BAMBOO', 'POT-YIXING']) await place({ channel: 'WX', lines: [{ sku, quantity: 1 }] });
    const unbound = await eventually(
      async () => {
        const found = await harness.graphql<{ unboundSkus: readonly { held: number; platformSku: string }[] }>(
          '{ unboundSkus { shopId platformSku title held suggestions { sku reason } } }',
        );
        expect(found.unboundSkus.map(({ held }) => held)).toEqual([2, 1]);
        return found.unboundSkus;
      },
      { timeoutMs: 20_000 },
    );
    expect(unbound).toMatchObject([
      { shopId: 'wx-shop', suggestions: [{ sku: 'TRAY-BAMBOO', reason: 'TITLE_ALIKE' }] },
      { suggestions: [{ sku: 'POT-YIXING' }] },
    ]);
    const bind =
      'mutation ($bindings: [SkuBindingInput!]!) { bindSkus(bindings: $bindings) { __typename ... on SkusUnknown { platformSkus } } }';
    const bindings = unbound.map(({ platformSku }, index) => ({
      shopId: 'wx-shop',
      platformSku,
      sku: ['TRAY-BAMBOO', 'POT-YIXING'][index],
    }));
    const wrong = bindings.map((one, index) => (index === 1 ? { ...one, sku: 'NO-SUCH' } : one));
    expect(await harness.graphql(bind, { bindings: wrong })).toEqual({
      bindSkus: { __typename: 'SkusUnknown', platformSkus: [bindings[1]?.platformSku] },
    });
    expect(await harness.graphql(bind, { bindings })).toEqual({ bindSkus: { __typename: 'SkusBound' } });
    expect(await harness.graphql('{ unboundSkus { held } }')).toEqual({ unboundSkus: [] });
  });
});

describe('a deed that the audit log cannot be told of', () => {
  it('is not done: neither a binding, nor a mapping, nor a replay', async () => {
    await harness.pool.query("create function mute() returns trigger language plpgsql as $$ begin raise exception 'mute'; end $$");
    await harness.pool.query(
      `create trigger mute before insert on outbox for each row when (new.type = 'hub.channel.audit-recorded.v1') execute function mute()`,
    );
    const count = async (sql: string): Promise<number> =>
      (await harness.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n ?? -1;
    const state = () =>
      Promise.all([
        count("sku_binding where platform_sku = 'mute'"),
        count('field_mapping'),
        count('quarantine where released_at is null'),
      ]);
    const mapping = await harness.graphql<{ fieldMapping: { rules: readonly Rule[] } }>(
      `{ fieldMapping(system: "wechat-shop") { ${RULES} } }`,
    );
    const before = await state();
    const deeds = [
      harness.graphql('mutation { bindSkus(bindings: [{ shopId: "wx-shop", platformSku: "mute", sku: "CUP-CELADON" }]) { __typename } }'),
      harness.graphql(PUBLISH.replace('"douyin"', '"wechat-shop"'), { rules: mapping.fieldMapping.rules, reason: 'mute' }),
      harness.graphql('mutation { replayQuarantine { __typename } }'),
    ];
    const outcomes = await Promise.allSettled(deeds);
    await harness.pool.query('drop trigger mute on outbox');
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await state()).toEqual(before);
  });
});

describe('a paused shop', () => {
  it('keeps its pushes and takes them in when it goes on', async () => {
    const turn = (deed: string): Promise<object> =>
      harness.graphql(
        `mutation { ${deed}(shopId: "dy-flagship", reason: "stocktaking") { __typename ... on ChannelNotAllowed { code } } }`,
      );
    expect(await harness.graphql('mutation { pauseIntake(shopId: "none", reason: "x") { __typename } }')).toEqual({
      pauseIntake: { __typename: 'ShopUnknown' },
    });
    expect(await turn('pauseIntake')).toEqual({ pauseIntake: { __typename: 'IntakePaused' } });
    const orderNo = await place();
    await eventually(async () =>
      expect(await harness.graphql('{ shops { id waiting pauseReason pausedBy tokenExpiresAt } }')).toMatchObject({
        shops: expect.arrayContaining([
          { id: 'dy-flagship', waiting: 1, pauseReason: 'stocktaking', pausedBy: 'acc-1', tokenExpiresAt: expect.any(String) },
        ]),
      }),
    );
    expect(await captured([orderNo])).toBe(0);
    await harness.restart();
    expect(await captured([orderNo])).toBe(0);
    expect(await turn('resumeIntake')).toEqual({ resumeIntake: { __typename: 'IntakeResumed' } });
    await eventually(async () => expect(await captured([orderNo])).toBe(1), { timeoutMs: 15_000 });
  });

  it('sends a refused ship notice again when a person asks, and shows it until then', async () => {
    await harness.pool.query(
      `insert into ship_notice (parcel_id, order_id, shop_id, platform_order_no, carrier, tracking_number, lines, state, due_at, refusal, traceparent)
       values ('P1', 'DY1', 'dy-flagship', '47', 'SF', 'SF1', '[]', 'REFUSED', now(), 'no such order', '')`,
    );
    const list = '{ outsideCommands { kind key state refusal } shops { id outsideRefused } }';
    expect(await harness.graphql(list)).toMatchObject({
      outsideCommands: [{ kind: 'SHIP_NOTICE', key: 'P1', state: 'REFUSED', refusal: 'no such order' }],
      shops: expect.arrayContaining([{ id: 'dy-flagship', outsideRefused: 1 }]),
    });
    const retry = 'mutation { retryOutside(kind: "SHIP_NOTICE", shopId: "dy-flagship", keys: ["P1"]) { ... on OutsideRetried { count } } }';
    expect(await harness.graphql(retry)).toEqual({ retryOutside: { count: 1 } });
    await eventually(async () => {
      const { rows } = await harness.pool.query("select attempts > 0 as tried from ship_notice where parcel_id = 'P1'");
      expect(rows).toEqual([{ tried: true }]);
    });
  });
});

function accept(rules: readonly Rule[], wires: readonly Wire[]): readonly Rule[] {
  return rules.map((rule) => {
    const wire = wires.find(({ target }) => target === rule.target);
    return wire === undefined ? rule : { ...rule, sources: [...rule.sources, wire.to] };
  });
}

async function publishedRules(): Promise<readonly Rule[]> {
  const data = await harness.graphql<{ fieldMapping: { rules: readonly Rule[] } }>(`{ fieldMapping(system: "douyin") { ${RULES} } }`);
  return data.fieldMapping.rules;
}

async function place(order: object = { channel: 'DY', lines: [{ sku: 'CUP-CELADON', quantity: 1 }] }): Promise<string> {
  const { orders } = await harness.control<{ orders: readonly string[] }>('POST', 'orders', order);
  return orders[0] ?? '';
}

async function captured(orderNos: readonly string[]): Promise<number> {
  const { rows } = await harness.pool.query<{ count: number }>(
    "select count(*)::int as count from captured_order where platform_order_no = any($1) and state = 'PAID'",
    [orderNos],
  );
  return rows[0]?.count ?? 0;
}

async function heldNow(): Promise<number> {
  const data = await harness.graphql<{ quarantine: { totalCount: number } }>('{ quarantine(system: "douyin") { totalCount } }');
  return data.quarantine.totalCount;
}
