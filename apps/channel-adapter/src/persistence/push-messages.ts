import type { PushMessages } from '../application/stores.ts';

export const pushMessages: PushMessages = {
  remember: async (tx, messages, now) => {
    const shops = messages.map((message) => message.shopId);
    const keys = messages.map((message) => message.key);
    const { rows } = await tx.query<{ shop_id: string; message_key: string }>(
      `insert into push_message (shop_id, message_key, digest, received_at)
       select shop_id, message_key, digest, $4 from unnest($1::text[], $2::text[], $3::bytea[]) as t (shop_id, message_key, digest)
       order by 1, 2 on conflict do nothing returning shop_id, message_key`,
      [shops, keys, messages.map((message) => message.digest), now],
    );
    const fresh = new Set(rows.map((row) => `${row.shop_id} ${row.message_key}`));
    if (rows.length === messages.length) return messages.map(() => 'new');
    const known = await tx.query<{ shop_id: string; message_key: string; digest: Buffer }>(
      `select shop_id, message_key, digest from push_message
        where (shop_id, message_key) in (select * from unnest($1::text[], $2::text[]))`,
      [shops, keys],
    );
    const digests = new Map(known.rows.map((row) => [`${row.shop_id} ${row.message_key}`, row.digest]));
    return messages.map((message) => {
      const name = `${message.shopId} ${message.key}`;
      if (digests.get(name)?.equals(message.digest) !== true) return 'clash';
      // An id that stands twice in one batch is new once.
      return fresh.delete(name) ? 'new' : 'known';
    });
  },
  forget: async (tx, messages) => {
    await tx.query('delete from push_message where (shop_id, message_key) in (select * from unnest($1::text[], $2::text[]))', [
      messages.map((message) => message.shopId),
      messages.map((message) => message.key),
    ]);
  },
};
