import { describe, expect, it } from 'vitest';
import { createBuyers } from './buyers.ts';
import { findDistrict } from './places.ts';

const options = { seed: 's', size: 500, douyinShopIds: ['dy'], wechatShopIds: ['wx'] };

describe('the buyers', () => {
  it('are the same for the same seed, and each has an own number', () => {
    const [a, b] = [createBuyers(options), createBuyers(options)];
    expect(a.byIndex(7)).toEqual(b.byIndex(7));
    expect(
      createBuyers({ ...options, seed: 't' }).byIndex(7).name === a.byIndex(7).name &&
        createBuyers({ ...options, seed: 't' }).byIndex(8).name === a.byIndex(8).name,
    ).toBe(false);
    const phones = new Set(Array.from({ length: 20_000 }, (_, nth) => a.byIndex(nth + 1_000_000).phone));
    expect(phones.size).toBe(20_000);
    expect([...phones].every((phone) => /^1[3-9]\d{9}$/.test(phone))).toBe(true);
  });

  it('live in real districts', () => {
    const buyers = createBuyers(options);
    for (let nth = 0; nth < 200; nth += 1) {
      const { address } = buyers.byIndex(nth);
      expect(findDistrict(address.district.code)?.district.name).toBe(address.district.name);
      expect(address.city.name).not.toBe('');
      expect(address.province.name).not.toBe('');
    }
  });

  it('follow the service account for the most part, and are known again by their open id alone', () => {
    const buyers = createBuyers(options);
    const links = buyers.links();
    expect(links.length).toBeGreaterThan(500 * 2 * 0.85);
    expect(links.length).toBeLessThan(500 * 2);
    expect(links.every(({ wechatOpenId }) => buyers.isFollower(wechatOpenId))).toBe(true);
    expect(buyers.isFollower(createBuyers({ ...options, seed: 't' }).links()[0]?.wechatOpenId ?? '')).toBe(false);
    expect(buyers.isFollower('')).toBe(false);
  });
});
