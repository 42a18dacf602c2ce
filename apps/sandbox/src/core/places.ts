import { areaList } from '@vant/area-data';
import type { Address, Place } from './buyers.ts';
import type { Random } from './system.ts';

/** Where people buy tea: relative weights by province code, roughly by population and income. */
const PROVINCE_WEIGHTS: Readonly<Record<string, number>> = {
  33: 16,
  44: 15,
  32: 13,
  31: 9,
  37: 7,
  11: 7,
  51: 6,
  41: 5,
  35: 5,
  42: 5,
  43: 5,
  34: 4,
  13: 4,
  61: 3,
  50: 4,
  36: 3,
  21: 3,
  12: 3,
  45: 2,
  53: 2,
  14: 2,
  23: 1,
  22: 1,
  52: 1,
  15: 1,
  62: 1,
  46: 1,
  65: 1,
  64: 1,
  63: 1,
  54: 1,
};
const TOWNSHIPS = [
  '城关',
  '西溪',
  '新华',
  '解放',
  '文昌',
  '龙湖',
  '凤凰',
  '南湖',
  '东湖',
  '和平',
  '建设',
  '白云',
  '青山',
  '平安',
  '滨江',
  '朝阳',
];
const ROADS = [
  '文三',
  '人民',
  '中山',
  '解放',
  '建国',
  '学院',
  '体育',
  '江滨',
  '花园',
  '迎宾',
  '长江',
  '黄河',
  '科技',
  '创新',
  '梅园',
  '清泉',
  '竹海',
  '望江',
];
const ESTATES = ['翠苑', '锦绣', '阳光', '绿城', '金色', '碧水', '康桥', '雅苑', '书香', '听涛', '兰亭', '云栖', '桂花', '观澜'];

interface District {
  readonly province: Place;
  readonly city: Place;
  readonly district: Place;
}

const districtsByProvince = groupDistricts();
const weighted = Object.entries(PROVINCE_WEIGHTS).flatMap(([code, weight]) => Array<string>(weight).fill(code));

/** A made-up door in a real district: names and six-digit codes are the real ones. */
export function makeAddress(random: Random): Address {
  const districts = districtsByProvince.get(random.pick(weighted)) ?? [];
  const place = random.pick(districts);
  const township = random.int(1, TOWNSHIPS.length);
  return {
    ...place,
    street: { name: `${TOWNSHIPS[township - 1] ?? ''}街道`, code: `${place.district.code}${String(township).padStart(3, '0')}` },
    detail: `${random.pick(ROADS)}路${random.int(1, 899)}号${random.pick(ESTATES)}小区${random.int(1, 40)}幢${random.int(1, 4)}单元${random.int(1, 28)}0${random.int(1, 4)}室`,
  };
}

export function findDistrict(code: string): District | undefined {
  return districtsByProvince.get(code.slice(0, 2))?.find(({ district }) => district.code === code);
}

function groupDistricts(): Map<string, District[]> {
  const grouped = new Map<string, District[]>();
  for (const [code, name] of Object.entries(areaList.county_list)) {
    const province = { code: `${code.slice(0, 2)}0000`, name: areaList.province_list[`${code.slice(0, 2)}0000`] ?? '' };
    const city = { code: `${code.slice(0, 4)}00`, name: areaList.city_list[`${code.slice(0, 4)}00`] ?? '' };
    const key = code.slice(0, 2);
    const districts = grouped.get(key) ?? [];
    districts.push({ province, city, district: { code, name } });
    grouped.set(key, districts);
  }
  return grouped;
}
