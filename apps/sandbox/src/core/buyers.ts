import { makeAddress } from './places.ts';
import { createRandom, hashText } from './random.ts';

/** The people who buy: one seeded pool for every channel, so that a brand's member list can link them. */
export interface Buyers {
  readonly size: number;
  /** Any index has its buyer; those from `size` on are strangers outside the member list. */
  byIndex(index: number): Buyer;
  /** The brand's member list: who of a shop's buyers follows the service account. */
  links(from?: number, count?: number): readonly BuyerLink[];
  isFollower(wechatOpenId: string): boolean;
}

export interface Buyer {
  readonly index: number;
  readonly name: string;
  readonly phone: string;
  readonly douyinOpenId: string;
  readonly shopOpenId: string;
  /** Open id of the brand's service account; null for the few who do not follow it. */
  readonly wechatOpenId: string | null;
  readonly address: Address;
}

export interface Address {
  readonly province: Place;
  readonly city: Place;
  readonly district: Place;
  readonly street: Place;
  readonly detail: string;
}

export interface Place {
  readonly name: string;
  /** Six-digit code of the Ministry of Civil Affairs; nine digits for a street. */
  readonly code: string;
}

export interface BuyerLink {
  readonly shopId: string;
  readonly buyerOpenId: string;
  readonly wechatOpenId: string;
}

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文华玉建国红梅兰竹菊雪晨曦子涵雨桐欣怡浩然思远一诺梓宇佳琪清澜知夏'];
const PHONE_PREFIXES = ['135', '136', '138', '139', '150', '158', '159', '177', '186', '188'];
const FOLLOWER_SHARE = 0.92;
/** Strangers kept at a time; each can be made again. */
const STRANGERS_KEPT = 100_000;
/** Odd and not divisible by 5: a bijection on the eight digits after the prefix, so that no two buyers share a number. */
const PHONE_STEP = 48_271_937;

export interface BuyersOptions {
  readonly seed: string;
  readonly size: number;
  readonly douyinShopIds: readonly string[];
  readonly wechatShopIds: readonly string[];
}

export function createBuyers({ seed, size, douyinShopIds, wechatShopIds }: BuyersOptions): Buyers {
  const kept = new Map<number, Buyer>();

  const make = (index: number): Buyer => {
    const random = createRandom(`${seed}/buyer/${index}`);
    const given = random.chance(0.8) ? `${random.pick(GIVEN)}${random.pick(GIVEN)}` : random.pick(GIVEN);
    const follows = random.chance(FOLLOWER_SHARE);
    return {
      index,
      name: `${random.pick(SURNAMES)}${given}`,
      phone: `${PHONE_PREFIXES[index % PHONE_PREFIXES.length] ?? '138'}${phoneTail(index)}`,
      douyinOpenId: `1@#${openIdTail(seed, 'dy', index)}`,
      shopOpenId: `oW${openIdTail(seed, 'wx', index)}`,
      wechatOpenId: follows ? `oS${openIdTail(seed, 'oa', index)}` : null,
      address: makeAddress(random),
    };
  };

  const byIndex = (index: number): Buyer => {
    const known = kept.get(index);
    if (known !== undefined) return known;
    const buyer = make(index);
    if (kept.size >= size + STRANGERS_KEPT) kept.clear();
    kept.set(index, buyer);
    return buyer;
  };

  return {
    size,
    byIndex,
    links(from = 0, count = size) {
      const links: BuyerLink[] = [];
      for (let index = from; index < from + count; index += 1) {
        const { douyinOpenId, shopOpenId, wechatOpenId } = byIndex(index);
        if (wechatOpenId === null) continue;
        for (const shopId of douyinShopIds) links.push({ shopId, buyerOpenId: douyinOpenId, wechatOpenId });
        for (const shopId of wechatShopIds) links.push({ shopId, buyerOpenId: shopOpenId, wechatOpenId });
      }
      return links;
    },
    isFollower(wechatOpenId) {
      const index = Number.parseInt(wechatOpenId.slice(2, 9), 36);
      return Number.isInteger(index) && byIndex(index).wechatOpenId === wechatOpenId;
    },
  };
}

function phoneTail(index: number): string {
  const nth = BigInt(Math.floor(index / PHONE_PREFIXES.length));
  return String((nth * BigInt(PHONE_STEP) + 12_345_678n) % 100_000_000n).padStart(8, '0');
}

/** 26 characters that carry the index, so that a follower is known again without a table. */
function openIdTail(seed: string, kind: string, index: number): string {
  const mark = index.toString(36).padStart(7, '0');
  let tail = mark;
  for (let part = 0; tail.length < 26; part += 1) tail += hashText(`${seed}|${kind}|${mark}|${part}`).toString(36).padStart(7, '0');
  return tail.slice(0, 26);
}
