import { areaList } from '@vant/area-data';
import { drawFor } from '../../core/random.ts';
import { centreOf } from './city-centres.ts';

export type Level = '省' | '市' | '区县' | '道路' | '门牌号' | '兴趣点';

export interface ReadAddress {
  readonly adcode: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly rest: string;
  readonly level: Level;
  readonly areaCode: string;
  /** GCJ-02 degrees. */
  readonly longitude: number;
  readonly latitude: number;
}

interface Entry {
  readonly code: string;
  readonly name: string;
  /** Full name first, then the spoken short form. */
  readonly spellings: readonly string[];
}

const fillers = /^(市辖区|省直辖县级行政区划|省直辖县|自治区直辖县级行政区划|县)/;
const placeholderNames = /^(市辖区|县|自治区直辖县级行政区划|省直辖县级行政区划|省直辖县|自治区直辖县)$/;

const entries = (list: Readonly<Record<string, string>>): readonly Entry[] =>
  Object.entries(list).map(([code, name]) => ({ code, name, spellings: spellings(name) }));

function spellings(name: string): readonly string[] {
  const short = name.replace(/(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)$/, '');
  return short.length >= 2 && short !== name ? [name, short] : [name];
}

const provinces = entries(areaList.province_list);
const cities = groupBy(entries(areaList.city_list), 2);
const counties = groupBy(entries(areaList.county_list), 2);

function groupBy(all: readonly Entry[], digits: number): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of all) {
    const key = entry.code.slice(0, digits);
    const group = groups.get(key) ?? [];
    group.push(entry);
    groups.set(key, group);
  }
  return groups;
}

/** Undefined when not even the province (or a city that names it) can be read. */
export function readAddress(source: string, cityHint = ''): ReadAddress | undefined {
  const address = source.replace(/[\s,，]+/g, '');
  const start = readProvince(address) ?? readProvinceByCity(cityHint.replace(/\s+/g, '') + address, address);
  if (!start) return undefined;
  const { province } = start;
  const city = readPlace(start.rest, cities.get(province.code.slice(0, 2)) ?? []) ?? start.city;
  const afterCity = city && start.rest.startsWith(city.spelling) ? start.rest.slice(city.spelling.length) : start.rest;
  const choices = (counties.get(province.code.slice(0, 2)) ?? []).filter((county) => !city || isWithin(county.code, city.entry.code));
  const county = readPlace(afterCity, choices);
  const rest = county ? afterCity.slice(county.spelling.length) : afterCity;
  const code = county?.entry.code ?? city?.entry.code ?? province.code;
  const level: Level = county ? levelOf(rest) : city ? '市' : '省';
  return locate({
    code,
    province,
    city: cityName(province, city?.entry, county?.entry),
    district: county?.entry.name ?? '',
    rest,
    level,
    address,
  });
}

interface Start {
  readonly province: Entry;
  readonly rest: string;
  readonly city?: Found | undefined;
}

interface Found {
  readonly entry: Entry;
  readonly spelling: string;
}

function readProvince(address: string): Start | undefined {
  const found = readPlace(address, provinces);
  if (!found) return undefined;
  // Order files write the administrative filler between province and county: 海南省省直辖县文昌市.
  return { province: found.entry, rest: address.slice(found.spelling.length).replace(fillers, '') };
}

/** "杭州市西湖区…" without its province. */
function readProvinceByCity(hinted: string, address: string): Start | undefined {
  for (const province of provinces) {
    const city = readPlace(hinted, cities.get(province.code.slice(0, 2)) ?? []);
    if (city) return { province, rest: address, city };
  }
  return undefined;
}

function readPlace(text: string, choices: readonly Entry[]): Found | undefined {
  let best: Found | undefined;
  for (const entry of choices) {
    if (placeholderNames.test(entry.name)) continue;
    for (const spelling of entry.spellings) {
      if (text.startsWith(spelling) && spelling.length > (best?.spelling.length ?? 0)) best = { entry, spelling };
    }
  }
  return best;
}

const isWithin = (county: string, city: string): boolean =>
  county.slice(0, 4) === city.slice(0, 4) || ['11', '12', '31', '50'].includes(city.slice(0, 2));

function cityName(province: Entry, city: Entry | undefined, county: Entry | undefined): string {
  if (['11', '12', '31', '50'].includes(province.code.slice(0, 2))) return province.name;
  const named =
    city ?? (county && (cities.get(county.code.slice(0, 2)) ?? []).find((entry) => entry.code.startsWith(county.code.slice(0, 4))));
  return named && !placeholderNames.test(named.name) ? named.name : '';
}

function levelOf(rest: string): Level {
  if (rest.length < 2) return '区县';
  if (/\d+(号|弄|幢|栋|楼|室)|\d+$/.test(rest)) return '门牌号';
  if (/(路|街|大道|巷|道)$/.test(rest)) return '道路';
  return '兴趣点';
}

interface Placed {
  readonly code: string;
  readonly province: Entry;
  readonly city: string;
  readonly district: string;
  readonly rest: string;
  readonly level: Level;
  readonly address: string;
}

function locate(placed: Placed): ReadAddress | undefined {
  const near = centreOf(placed.code);
  if (!near) return undefined;
  const isCounty = !placed.code.endsWith('00');
  const isPoint = isCounty && placed.rest.length >= 2;
  // A city without its own centre lies somewhere around the capital; a district around its city; a door within its district.
  const cityWide = near.isCity || placed.level === '省' ? 0 : 1.2;
  const districtWide = isCounty ? 0.18 : 0;
  const doorWide = isPoint ? 0.03 : 0;
  const shift = (axis: string): number =>
    spread(`${placed.code.slice(0, 4)}${axis}`, cityWide) +
    spread(`${placed.code}${axis}`, districtWide) +
    spread(placed.address + axis, doorWide);
  return {
    adcode: placed.code,
    province: placed.province.name,
    city: placed.city,
    district: placed.district,
    rest: placed.rest,
    level: placed.level,
    areaCode: near.centre.areaCode,
    longitude: round(near.centre.longitude + shift('x')),
    latitude: round(near.centre.latitude + shift('y')),
  };
}

const spread = (text: string, width: number): number => (width === 0 ? 0 : (drawFor(text) * 2 - 1) * width);

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
