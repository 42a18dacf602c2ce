import { isUuid } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import { v7 as uuidv7 } from 'uuid';
import { ownOrderKey, type OwnOrders } from '../application/own-orders.ts';
import { isRecord } from '../domain/lossless-json.ts';

/** Other addresses than those that own orders were placed with. */
export function createOwnAddresses(
  archive: Pick<RawArchive, 'readMany' | 'save'>,
): Pick<OwnOrders, 'keepAddress' | 'addressOf' | 'recipientsInForce' | 'readdress'> {
  const documentsOf = async (tx: Tx, rawIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> =>
    new Map(
      (rawIds.length === 0 ? [] : await archive.readMany(rawIds, tx)).flatMap(({ id, body }) => {
        // Our own writing: its amounts are texts.
        const document: unknown = JSON.parse(body.toString('utf8'));
        return isRecord(document) ? [[id, document] as const] : [];
      }),
    );

  return {
    keepAddress: async (tx, { shopId, orderNo }, { rawId, token, changeId, begunAt }) => {
      await tx.query('insert into own_address (token, shop_id, order_no, raw_id, change_id, begun_at) values ($1, $2, $3, $4, $5, $6)', [
        token,
        shopId,
        orderNo,
        rawId,
        changeId,
        begunAt,
      ]);
    },
    addressOf: async (tx, changeId) => {
      const { rows } = await tx.query<{ token: string; begun_at: Date }>(
        'select token, begun_at from own_address where change_id = $1 order by begun_at desc limit 1',
        [changeId],
      );
      const [row] = rows;
      return row === undefined ? undefined : { token: row.token, begunAt: row.begun_at };
    },
    recipientsInForce: async (tx, orders) => {
      if (orders.length === 0) return new Map();
      const { rows } = await tx.query<{ shop_id: string; order_no: string; raw_id: string }>(
        `select a.shop_id, a.order_no, a.raw_id from unnest($1::text[], $2::text[]) as t (shop_id, order_no)
           join captured_order c on c.shop_id = t.shop_id and c.platform_order_no = t.order_no
           join own_address a on a.token = nullif(c.recipient_token, '')::uuid`,
        [orders.map(({ shopId }) => shopId), orders.map(({ orderNo }) => orderNo)],
      );
      const documents = await documentsOf(
        tx,
        rows.map((row) => row.raw_id),
      );
      return new Map(
        rows.map((row) => [ownOrderKey({ shopId: row.shop_id, orderNo: row.order_no }), documents.get(row.raw_id)?.['recipient']]),
      );
    },
    readdress: async (tx, tokens, { now, begunAt }) => {
      const { rows } = await tx.query<ReaddressRow>(
        `with a as (
           select distinct on (a.shop_id, a.order_no) a.* from unnest($1::uuid[]) with ordinality as t (token, nth) join own_address a using (token)
            order by a.shop_id, a.order_no, t.nth desc)
         select o.shop_id, o.order_no, o.raw_id, a.raw_id as address_raw_id, a.token
           from a join own_order o on o.shop_id = a.shop_id and o.order_no = a.order_no
           join captured_order c on c.shop_id = o.shop_id and c.platform_order_no = o.order_no
          where ($2::timestamptz is null or o.changed_at <= $2) and c.recipient_token <> a.token::text
          order by 1, 2 for update of o`,
        [tokens.filter(isUuid), begunAt ?? null],
      );
      const documents = await documentsOf(
        tx,
        rows.flatMap((row) => [row.raw_id, row.address_raw_id]),
      );
      const changed = rows.flatMap((row) => {
        const last = documents.get(row.raw_id);
        const recipient = documents.get(row.address_raw_id)?.['recipient'];
        return last === undefined || recipient === undefined ? [] : [{ ...row, rawId: uuidv7(), document: { ...last, recipient } }];
      });
      if (changed.length === 0) return [];
      await archive.save(
        tx,
        changed.map(({ rawId, document, order_no }) => ({
          id: rawId,
          direction: 'IN',
          system: 'own',
          operation: 'changeAddress',
          contentType: 'application/json',
          body: Buffer.from(JSON.stringify({ ...document, changedAt: now.getTime() })),
          receivedAt: now,
          subject: order_no,
        })),
      );
      // Without a fingerprint the next reading is told again: it brings the same recipient, which is no change.
      await tx.query(
        `with t as (
           select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[]) as t (shop_id, order_no, raw_id, token)),
         o as (
           update own_order o set raw_id = t.raw_id, changed_at = greatest(o.changed_at, $5) from t
            where o.shop_id = t.shop_id and o.order_no = t.order_no)
         update captured_order c set recipient_token = t.token, fingerprint = '', raw_id = t.raw_id, read_at = greatest(c.read_at, $5) from t
          where c.shop_id = t.shop_id and c.platform_order_no = t.order_no`,
        [
          changed.map((one) => one.shop_id),
          changed.map((one) => one.order_no),
          changed.map((one) => one.rawId),
          changed.map((one) => one.token),
          now,
        ],
      );
      return changed.map((one) => ({ shopId: one.shop_id, orderNo: one.order_no }));
    },
  };
}

interface ReaddressRow {
  readonly shop_id: string;
  readonly order_no: string;
  readonly raw_id: string;
  readonly address_raw_id: string;
  readonly token: string;
}
