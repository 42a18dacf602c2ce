import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openOutside, type Outside } from './open-outside.ts';

let outside: Outside;
beforeAll(async () => {
  outside = await openOutside();
});
afterAll(() => outside.close());

const answerSchema = z.looseObject({
  status: z.string(),
  infocode: z.string(),
  geocodes: z.array(z.looseObject({ level: z.unknown(), location: z.unknown() })).optional(),
});

async function ask(path: string, query: Readonly<Record<string, string>>): Promise<z.infer<typeof answerSchema>> {
  const parameters = new URLSearchParams({ key: 'sandbox-amap-key', ...query });
  return answerSchema.parse(await (await fetch(`${outside.base}/amap/v3/${path}?${parameters.toString()}`)).json());
}

describe('Amap', () => {
  it('refuses a wrong key', async () => {
    expect(await ask('geocode/geo', { key: 'x', address: '浙江省杭州市' })).toMatchObject({ status: '0', infocode: '10001' });
  });

  it('places a door, and a vague address coarsely', async () => {
    const exact = await ask('geocode/geo', { address: '广东省深圳市南山区科技路8号' });
    expect(exact).toMatchObject({ status: '1', count: '1', geocodes: [{ adcode: '440305', level: '门牌号', citycode: '0755' }] });
    expect(exact.geocodes?.[0]?.location).toMatch(/^11[34]\.\d+,22\.\d+$/);
    expect((await ask('geocode/geo', { address: '广东省' })).geocodes?.[0]?.level).toBe('省');
  });

  it('answers an unknown address with no geocodes', async () => {
    expect(await ask('geocode/geo', { address: '火星' })).toMatchObject({ status: '1', count: '0', geocodes: [] });
  });

  it('keeps the places of a batch, at most ten', async () => {
    const answer = await ask('geocode/geo', { batch: 'true', address: '浙江省杭州市西湖区文三路1号|火星|四川省成都市' });
    expect(answer.geocodes?.map((geocode) => geocode.level)).toEqual(['门牌号', [], '市']);
    const eleven = Array.from({ length: 11 }, () => '浙江省').join('|');
    expect(await ask('geocode/geo', { batch: 'true', address: eleven })).toMatchObject({ status: '0', infocode: '20000' });
  });

  it('says when the day is used up', async () => {
    await outside.misbehave({ system: 'amap', operation: 'geocode', kind: 'business-error', next: 1 });
    expect(await ask('geocode/geo', { address: '浙江省' })).toMatchObject({
      status: '0',
      infocode: '10003',
      info: 'DAILY_QUERY_OVER_LIMIT',
    });
    expect(await ask('geocode/geo', { address: '浙江省' })).toMatchObject({ status: '1' });
  });

  it('tells the weather that was ordered', async () => {
    await outside.command('amap', 'weather', { adcode: '330000', weather: '暴雨' });
    expect(await ask('weather/weatherInfo', { city: '330106' })).toMatchObject({ lives: [{ weather: '暴雨', adcode: '330106' }] });
    expect(await ask('weather/weatherInfo', { city: '330106', extensions: 'all' })).toMatchObject({
      forecasts: [{ casts: [{ dayweather: '暴雨' }, {}, {}, {}] }],
    });
    expect(await ask('weather/weatherInfo', { city: 'hangzhou' })).toMatchObject({ infocode: '20000' });
  });
});
