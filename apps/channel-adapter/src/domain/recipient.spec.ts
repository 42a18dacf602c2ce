import { describe, expect, it } from 'vitest';
import { readDistricts } from '../persistence/read-districts.ts';
import { isVague, maskName, maskPhone, phoneDigits } from './recipient.ts';

const whole = {
  name: '张三',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  county: '西湖区',
  town: '转塘街道',
  detail: '云栖小镇 8 号',
  remark: '',
  addressToken: '',
};

describe('a masked recipient', () => {
  it('shows the first character of the name and the ends of the phone', () => {
    expect(maskName('欧阳娜娜')).toBe('欧**');
    expect(maskPhone('13800138000')).toBe('138****8000');
    expect(maskPhone('+86 138-0013-8000'.replaceAll('-', ''))).toBe('138****8000');
    expect(maskPhone('110')).toBe('***');
  });

  it('reads a virtual number without its extension', () => {
    expect(phoneDigits('18402663300-8528')).toBe('18402663300');
    expect(phoneDigits('18402663300转8528')).toBe('18402663300');
  });

  it('is vague without county, with a masked detail, and without a number or a named building', () => {
    expect(isVague(whole)).toBe(false);
    expect(isVague({ ...whole, county: '' })).toBe(true);
    expect(isVague({ ...whole, detail: '云栖******' })).toBe(true);
    expect(isVague({ ...whole, detail: '路边大树旁' })).toBe(true);
    expect(isVague({ ...whole, detail: '阳光花园门口' })).toBe(false);
  });
});

describe('the district table', () => {
  const districts = readDistricts();

  it.each([
    [{ province: '浙江省', city: '杭州市', county: '西湖区' }, '330106'],
    [{ province: '浙江', city: '杭州', county: '临平区' }, '330113'],
    [{ province: '上海市', city: '上海市', county: '浦东新区' }, '310115'],
    [{ province: '北京市', city: '市辖区', county: '朝阳区' }, '110105'],
    [{ province: '内蒙古自治区', city: '呼和浩特市', county: '赛罕区' }, '150105'],
    [{ province: '海南省', city: '', county: '文昌市' }, '469005'],
    [{ province: '浙江省', city: '杭州市', county: '不存在区' }, '330100'],
    [{ province: '火星省', city: '火星市', county: '' }, ''],
  ])('finds the code of %o', (names, code) => {
    expect(districts.locate(names).code).toBe(code);
  });

  it('names the level that the coordinate stands for, in GCJ-02', () => {
    expect(districts.locate({ province: '北京市', city: '北京市', county: '朝阳区' }).coordinate).toMatchObject({
      precision: 'COUNTY',
      longitude: expect.closeTo(116.44, 1),
      latitude: expect.closeTo(39.92, 1),
    });
    expect(districts.locate({ province: '浙江省', city: '杭州市', county: '不存在区' }).coordinate).toMatchObject({
      precision: 'CITY',
      longitude: expect.closeTo(120.17, 1),
    });
    expect(districts.locate({ province: '火星省', city: '', county: '' }).coordinate).toBeUndefined();
  });

  it('gives every county of the country a coordinate of some level', () => {
    for (const province of ['广东省', '西藏自治区', '新疆维吾尔自治区', '云南省', '黑龙江省'])
      expect(districts.locate({ province, city: '', county: '' }).coordinate?.precision).toBe('PROVINCE');
  });
});
