import { isUuid } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import { createSeal, randomPool, type Seal } from '@orderloom/raw-archive';
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import type { NewRecipient, OpenedRecord, RecipientFacts, Vault } from '../application/stores.ts';
import type { PlainRecipient } from '../domain/recipient.ts';

/** Master keys by version; the current one wraps, older ones only open. */
export interface MasterKeys {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

/** The recipient vault: one data key per person, wrapped by a master key; every recipient sealed under its person's key. */
export function createVault(options: {
  readonly pool: Pool;
  readonly master: MasterKeys;
  readonly indexKey: Buffer;
}): Vault & { rewrap(): Promise<number> } {
  const { pool, master } = options;
  const wrappers = new Map([...master.keys].map(([version, key]) => [version, createSeal(key, `person-key:${version}`)]));
  const wrapper = (version: number): Seal => {
    const seal = wrappers.get(version);
    if (seal === undefined) throw new Error(`no master key of version ${version}: set HUB_MASTER_KEY_BEFORE`);
    return seal;
  };
  const unwrap = (row: { readonly key_version: number; readonly wrapped: Buffer }, person: string): KeyObject =>
    createSecretKey(wrapper(row.key_version).open(row.wrapped, person));
  const indexKey = createSecretKey(options.indexKey);

  /** A key for each person: a new one, or the one at hand. Most persons of a batch are new, and their rows are written once and not read. */
  const keysOf = async (tx: Tx, persons: readonly string[], now: Date): Promise<ReadonlyMap<string, KeyObject>> => {
    const offered = persons.map((person) => ({ person, key: random(KEY_BYTES) }));
    const { rows: taken } = await tx.query<{ readonly person_index: string }>(
      `insert into person_key (person_index, key_version, wrapped, made_at)
       select person, $2, wrapped, $4 from unnest($1::text[], $3::bytea[]) as t (person, wrapped) order by person
       on conflict (person_index) do nothing returning person_index`,
      [persons, master.current, offered.map(({ person, key }) => wrapper(master.current).close(key, person)), now],
    );
    const isNew = new Set(taken.map((row) => row.person_index));
    const keys = new Map(offered.flatMap(({ person, key }) => (isNew.has(person) ? [[person, createSecretKey(key)] as const] : [])));
    if (isNew.size === persons.length) return keys;
    const known = persons.filter((person) => !isNew.has(person));
    const { rows } = await tx.query<KeyRow>('select person_index, key_version, wrapped from person_key where person_index = any($1)', [
      known,
    ]);
    for (const row of rows) keys.set(row.person_index, unwrap(row, row.person_index));
    return keys;
  };

  return {
    indexOf: (purpose, text) => createHmac('sha256', indexKey).update(`${purpose}\u001f${text}`).digest('base64url').slice(0, 32),
    seal: async (tx, shopId, recipients, now, geocoding = 'WAITING') => {
      if (recipients.length === 0) return;
      const persons = [...new Set(recipients.map((recipient) => recipient.personIndex))].toSorted();
      const keys = await keysOf(tx, persons, now);
      await tx.query(INSERT_RECIPIENTS, [
        recipients.map((one) => one.token),
        recipients.map((one) => one.personIndex),
        shopId,
        recipients.map((one) => one.platformOrderNo),
        recipients.map((one) => one.buyerToken),
        recipients.map((one) => sealRecipient(keys.get(one.personIndex), one)),
        recipients.map((one) => one.contentIndex),
        recipients.map((one) => one.addressIndex),
        recipients.map((one) => one.maskedName),
        recipients.map((one) => one.maskedPhone),
        recipients.map((one) => one.districtCode),
        recipients.map((one) => one.plain.province),
        recipients.map((one) => one.plain.city),
        recipients.map((one) => one.plain.county),
        recipients.map((one) => String(one.vague)),
        recipients.map((one) => one.phoneIndex),
        recipients.map((one) => one.phoneTailIndex),
        recipients.map((one) => one.longitude?.toString() ?? null),
        recipients.map((one) => one.latitude?.toString() ?? null),
        recipients.map((one) => one.precision),
        now,
        geocoding,
      ]);
    },
    facts: async (tokens) => {
      if (tokens.length === 0) return new Map();
      const { rows } = await pool.query<FactsRow>({
        name: 'vault-facts',
        text: `select ${FACTS} from recipient r ${PLACE} where r.token = any($1::uuid[])`,
        values: [tokens],
      });
      return new Map(rows.map((row) => [row.token, factsOfRow(row)]));
    },
    factsOfOrders: async (orderIds) => {
      const { rows } = await pool.query<FactsRow & { readonly order_id: string }>({
        name: 'vault-facts-of-orders',
        text: `select p.order_id, ${FACTS} from placed_order p join captured_order o using (shop_id, platform_order_no)
                 join recipient r on r.token = nullif(o.recipient_token, '')::uuid ${PLACE} where p.order_id = any($1)`,
        values: [orderIds],
      });
      return new Map(rows.map((row) => [row.order_id, factsOfRow(row)]));
    },
    open: async (tokens) => {
      const valid = tokens.filter(isUuid);
      const { rows } = await pool.query<OpenRow>({
        name: 'vault-open',
        text: `select r.token, coalesce(p.order_id, '') as order_id, r.shop_id, r.platform_order_no, r.buyer_token, r.sealed, r.person_index, k.key_version, k.wrapped
                 from recipient r join person_key k using (person_index)
                 left join placed_order p on p.shop_id = r.shop_id and p.platform_order_no = r.platform_order_no where r.token = any($1::uuid[])`,
        values: [valid],
      });
      return rows.map((row): OpenedRecord => {
        const plain: PlainRecipient = openRecipient(unwrap(row, row.person_index), row);
        return {
          token: row.token,
          orderId: row.order_id,
          shopId: row.shop_id,
          platformOrderNo: row.platform_order_no,
          buyerToken: row.buyer_token,
          plain,
        };
      });
    },
    rewrap: async () => {
      let turned = 0;
      for (;;) {
        const { rows } = await pool.query<KeyRow>(
          'select person_index, key_version, wrapped from person_key where key_version <> $1 order by 1 limit 500',
          [master.current],
        );
        if (rows.length === 0) return turned;
        const wrapped = rows.map((row) =>
          wrapper(master.current).close(wrapper(row.key_version).open(row.wrapped, row.person_index), row.person_index),
        );
        await pool.query(
          `update person_key k set key_version = $2, wrapped = t.wrapped from unnest($1::text[], $3::bytea[], $4::int[]) as t (person, wrapped, before)
            where k.person_index = t.person and k.key_version = t.before`,
          [rows.map((row) => row.person_index), master.current, wrapped, rows.map((row) => row.key_version)],
        );
        turned += rows.length;
      }
    },
  };
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const random = randomPool();

/** AES-256-GCM under the person's key; the token is bound in, so one recipient cannot stand in for another. */
function sealRecipient(key: KeyObject | undefined, recipient: NewRecipient): Buffer {
  if (key === undefined) throw new Error('the person has no key');
  const iv = random(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(recipient.token));
  const body = Buffer.concat([cipher.update(JSON.stringify(recipient.plain), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function openRecipient(key: KeyObject, row: { readonly sealed: Buffer; readonly token: string }): PlainRecipient {
  const decipher = createDecipheriv('aes-256-gcm', key, row.sealed.subarray(0, IV_BYTES)).setAAD(Buffer.from(row.token));
  decipher.setAuthTag(row.sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return JSON.parse(Buffer.concat([decipher.update(row.sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8'));
}

const INSERT_RECIPIENTS = `
with sealed as (
  insert into recipient (token, person_index, shop_id, platform_order_no, buyer_token, sealed, content_index, address_index, masked_name, masked_phone,
                         district_code, province, city, county, vague, phone_index, phone_tail_index, longitude, latitude, precision, sealed_at)
  select token::uuid, person, $3::text, no, buyer, sealed, content, address, name, phone, code, province, city, county, vague::boolean, phone_index, phone_tail_index,
         longitude::float8, latitude::float8, precision, $21::timestamptz
    from unnest($1::text[], $2::text[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
                $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[])
      as t (token, person, no, buyer, sealed, content, address, name, phone, code, province, city, county, vague, phone_index, phone_tail_index,
            longitude, latitude, precision))
insert into geocode_wait (token, shop_id, platform_order_no, address_index, due_at)
select token::uuid, $3::text, no, address, $21::timestamptz from unnest($1::text[], $4::text[], $8::text[]) as t (token, no, address) where $22::text = 'WAITING'`;

const FACTS = `r.token, r.shop_id, r.platform_order_no, r.buyer_token, r.masked_name, r.masked_phone, r.district_code, r.province, r.city, r.county, r.vague,
  r.phone_index, r.phone_tail_index, coalesce(c.longitude, r.longitude) as longitude, coalesce(c.latitude, r.latitude) as latitude,
  coalesce(c.precision, r.precision) as precision`;
/** What the map service knows of the address; the recipient's own row has the place of the district. */
const PLACE = 'left join geocode_cache c on c.address_index = r.address_index';

function factsOfRow(row: FactsRow): RecipientFacts {
  return {
    token: row.token,
    shopId: row.shop_id,
    platformOrderNo: row.platform_order_no,
    buyerToken: row.buyer_token,
    maskedName: row.masked_name,
    maskedPhone: row.masked_phone,
    districtCode: row.district_code,
    province: row.province,
    city: row.city,
    county: row.county,
    vague: row.vague,
    phoneIndex: row.phone_index,
    phoneTailIndex: row.phone_tail_index,
    longitude: row.longitude ?? undefined,
    latitude: row.latitude ?? undefined,
    precision: row.precision,
  };
}

interface KeyRow {
  readonly person_index: string;
  readonly key_version: number;
  readonly wrapped: Buffer;
}

interface OpenRow extends KeyRow {
  readonly token: string;
  readonly order_id: string;
  readonly shop_id: string;
  readonly platform_order_no: string;
  readonly buyer_token: string;
  readonly sealed: Buffer;
}

interface FactsRow {
  readonly token: string;
  readonly shop_id: string;
  readonly platform_order_no: string;
  readonly buyer_token: string;
  readonly masked_name: string;
  readonly masked_phone: string;
  readonly district_code: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly vague: boolean;
  readonly phone_index: string;
  readonly phone_tail_index: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly precision: NewRecipient['precision'];
}
