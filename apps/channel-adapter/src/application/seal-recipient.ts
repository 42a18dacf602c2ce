import { newId } from '@orderloom/outbox';
import type { CanonicalOrder, RecipientInPayload } from '../domain/canonical-order.ts';
import type { Districts } from '../domain/districts.ts';
import { addressText, isVague, maskName, maskPhone, phoneDigits, recipientText, type PlainRecipient } from '../domain/recipient.ts';
import type { ShopChannel } from './ports.ts';
import type { KnownOrder, NewRecipient, RecipientFacts, Vault } from './stores.ts';

export interface RecipientOf {
  readonly token: string;
  readonly sourceIndex: string;
  /** To be sealed with the capture; undefined when the one at hand still stands. */
  readonly fresh: NewRecipient | undefined;
}

export interface RecipientDeps {
  readonly vault: Vault;
  readonly districts: Districts;
}

/** Finds for each order the recipient that stands, or makes a new one. An order that is missing in the answer could not be opened. */
export async function recipientsOf(
  deps: RecipientDeps,
  channel: ShopChannel,
  orders: readonly CanonicalOrder[],
  known: ReadonlyMap<string, KnownOrder>,
): Promise<ReadonlyMap<string, RecipientOf>> {
  const results = new Map<string, RecipientOf>();
  const toOpen: { readonly order: CanonicalOrder; readonly sourceIndex: string }[] = [];
  for (const order of orders) {
    const before = known.get(order.platformOrderNo);
    const sourceIndex = deps.vault.indexOf('recipient-source', sourceText(order.recipient));
    if (
      before !== undefined &&
      (before.recipientSourceIndex === sourceIndex || (!hasRecipient(order.recipient) && before.recipientToken !== ''))
    ) {
      // Platforms empty or mask the receiver once the order is done: what we hold stays.
      results.set(order.platformOrderNo, { token: before.recipientToken, sourceIndex: before.recipientSourceIndex, fresh: undefined });
    } else if (!hasRecipient(order.recipient) || isOver(order)) {
      results.set(order.platformOrderNo, { token: before?.recipientToken ?? '', sourceIndex, fresh: undefined });
    } else {
      toOpen.push({ order, sourceIndex });
    }
  }
  if (toOpen.length === 0) return results;
  const opened = await channel.openRecipients(
    toOpen.map(({ order }) => ({ platformOrderNo: order.platformOrderNo, recipient: order.recipient })),
  );
  for (const { order, sourceIndex } of toOpen) {
    const payload = opened.get(order.platformOrderNo);
    if (payload === undefined) continue;
    const plain = plainOf(payload);
    const before = known.get(order.platformOrderNo);
    const contentIndex = deps.vault.indexOf('recipient-content', recipientText(plain));
    // New cipher texts of the same person at the same address are no change.
    const unchanged = before !== undefined && before.recipientToken !== '' && before.recipientContentIndex === contentIndex;
    results.set(
      order.platformOrderNo,
      unchanged
        ? { token: before.recipientToken, sourceIndex, fresh: undefined }
        : fresh(deps, order, plain, { sourceIndex, contentIndex }),
    );
  }
  return results;
}

function fresh(
  deps: RecipientDeps,
  order: CanonicalOrder,
  plain: PlainRecipient,
  at: { readonly sourceIndex: string; readonly contentIndex: string },
): RecipientOf {
  const token = newId();
  return {
    token,
    sourceIndex: at.sourceIndex,
    fresh: newRecipient(deps, plain, {
      token,
      platformOrderNo: order.platformOrderNo,
      buyerToken: buyerTokenOf(deps.vault, order.buyerOpenId),
      contentIndex: at.contentIndex,
    }),
  };
}

/** A recipient as the vault takes it: its keyed indexes, its masks, and where its district lies. */
export function newRecipient(
  deps: RecipientDeps,
  plain: PlainRecipient,
  of: Pick<NewRecipient, 'token' | 'platformOrderNo' | 'buyerToken' | 'contentIndex'>,
): NewRecipient {
  const { vault, districts } = deps;
  const place = districts.locate(plain);
  const digits = phoneDigits(plain.phone);
  return {
    ...of,
    // A masked phone tells nobody apart: then the name and address stand for the person.
    personIndex: vault.indexOf('person', digits.includes('*') || digits === '' ? recipientText(plain) : plain.phone),
    plain,
    addressIndex: vault.indexOf('address', addressText(plain)),
    maskedName: maskName(plain.name),
    maskedPhone: maskPhone(plain.phone),
    districtCode: place.code,
    vague: isVague(plain),
    phoneIndex: phoneIndexOf(vault, digits),
    phoneTailIndex: phoneTailIndexOf(vault, digits),
    longitude: place.coordinate?.longitude,
    latitude: place.coordinate?.latitude,
    precision: place.coordinate?.precision ?? '',
  };
}

export function factsOf(shopId: string, recipient: NewRecipient): RecipientFacts {
  const { plain, ...facts } = recipient;
  return { ...facts, shopId, province: plain.province, city: plain.city, county: plain.county };
}

export function buyerTokenOf(vault: Vault, openId: string): string {
  return openId === '' ? '' : vault.indexOf('buyer', openId);
}

export function phoneIndexOf(vault: Vault, digits: string): string {
  return digits === '' || digits.includes('*') ? '' : vault.indexOf('phone', digits);
}

export function phoneTailIndexOf(vault: Vault, digits: string): string {
  const tail = digits.slice(-4);
  return /^\d{4}$/.test(tail) ? vault.indexOf('phone-tail', tail) : '';
}

/** Whether a courier could be told anything at all. */
function hasRecipient(payload: RecipientInPayload): boolean {
  return (
    (payload.nameCipher || payload.name) !== '' &&
    (payload.phoneCipher || payload.phone) !== '' &&
    (payload.detailCipher || payload.detail) !== ''
  );
}

/** Nobody will write this order on a parcel: the platform counts decrypt calls, so none is spent on it. */
function isOver(order: CanonicalOrder): boolean {
  return order.state === 'CANCELLED' || order.state === 'COMPLETED';
}

function sourceText(payload: RecipientInPayload): string {
  return [
    payload.nameCipher || payload.name,
    payload.phoneCipher || payload.phone,
    payload.detailCipher || payload.detail,
    payload.province,
    payload.city,
    payload.county,
    payload.town,
    payload.addressToken,
  ].join('\u001f');
}

function plainOf(payload: RecipientInPayload): PlainRecipient {
  const { name, phone, province, city, county, town, detail, remark, addressToken } = payload;
  return { name, phone, province, city, county, town, detail, remark, addressToken };
}
