import { areaList } from '@vant/area-data';
import { describe, expect, it } from 'vitest';
import { centreOf } from './city-centres.ts';
import { readAddress } from './read-address.ts';
import { forecast, live } from './weather.ts';

describe('reading an address', () => {
  it('finds the district, the door level and a place near its city', () => {
    const found = readAddress('浙江省杭州市西湖区西溪街道文三路18号翠苑小区3幢1单元1201室');
    expect(found).toMatchObject({
      adcode: '330106',
      province: '浙江省',
      city: '杭州市',
      district: '西湖区',
      level: '门牌号',
      areaCode: '0571',
    });
    expect(Math.abs((found?.longitude ?? 0) - 120.21)).toBeLessThan(0.25);
    expect(Math.abs((found?.latitude ?? 0) - 30.25)).toBeLessThan(0.25);
  });

  it('gives the same place for the same address and another for the next door', () => {
    const place = (address: string): unknown => {
      const found = readAddress(address);
      return [found?.longitude, found?.latitude];
    };
    expect(place('上海市青浦区盈港路1号')).toEqual(place('上海市青浦区盈港路1号'));
    expect(place('上海市青浦区盈港路1号')).not.toEqual(place('上海市青浦区盈港路2号'));
  });

  it.each([
    ['浙江省', '省', '330000'],
    ['浙江杭州', '市', '330100'],
    ['广东省广州市白云区', '区县', '440111'],
    ['四川省成都市龙泉驿区大面街道驿都大道', '道路', '510112'],
    ['北京市朝阳区望京街9号', '门牌号', '110105'],
    ['杭州市滨江区长河路', '道路', '330108'],
    ['广东省东莞市南城街道鸿福路1号', '门牌号', '441903'],
  ])('reads %s as %s', (address, level, adcode) => {
    const found = readAddress(address);
    expect(found).toMatchObject({ level, adcode });
  });

  it.each(['', '火星基地1号', 'abc'])('has no place for %j', (address) => {
    expect(readAddress(address)).toBeUndefined();
  });

  it('reads every district of the country back from its own full name', () => {
    const wrong = Object.entries(areaList.county_list).filter(([code, name]) => {
      const province = areaList.province_list[`${code.slice(0, 2)}0000`] ?? '';
      const city = areaList.city_list[`${code.slice(0, 4)}00`] ?? '';
      if (code.startsWith('9')) return false;
      return readAddress(`${province}${city}${name}人民路18号`)?.adcode.slice(0, 4) !== code.slice(0, 4);
    });
    expect(wrong).toEqual([]);
  });

  it('knows a centre for every province', () => {
    expect(Object.keys(areaList.province_list).filter((code) => !code.startsWith('9') && !centreOf(code))).toEqual([]);
  });
});

describe('weather', () => {
  const now = Date.parse('2026-11-22T04:00:00Z');

  it('tells four days, the first of them today', () => {
    const [told] = forecast('330106', now, []);
    expect(told).toMatchObject({ city: '杭州', casts: [{ date: '2026-11-22', week: '7' }, {}, {}, {}] });
  });

  it('obeys an order for the whole province', () => {
    expect(live('330106', now, [{ adcode: '330000', weather: '暴雪', temperature: -3 }])).toMatchObject([
      { weather: '暴雪', temperature: '-3' },
    ]);
    expect(live('440111', now, [{ adcode: '330000', weather: '暴雪' }])).not.toMatchObject([{ weather: '暴雪' }]);
  });
});
