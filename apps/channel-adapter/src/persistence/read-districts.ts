import { areaList } from '@vant/area-data';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createDistricts, type DistrictPoints, type Districts } from '../domain/districts.ts';

// The package's types describe a default export that its CommonJS file does not have.
interface Gcoord {
  readonly WGS84: string;
  readonly GCJ02: string;
  transform(point: [number, number], from: string, to: string): [number, number];
}
const gcoord: Gcoord = createRequire(import.meta.url)('gcoord');

/** Division names of @vant/area-data with the points of data/district-points.json, turned from WGS-84 to GCJ-02. */
export function readDistricts(): Districts {
  const file: { readonly points: DistrictPoints } = JSON.parse(
    readFileSync(new URL('../../data/district-points.json', import.meta.url), 'utf8'),
  );
  const points = Object.fromEntries(
    Object.entries(file.points).map(([code, point]) => {
      const [longitude, latitude] = gcoord.transform([point[0], point[1]], gcoord.WGS84, gcoord.GCJ02);
      return [code, [Number(longitude.toFixed(5)), Number(latitude.toFixed(5))] as const];
    }),
  );
  return createDistricts({ provinces: areaList.province_list, cities: areaList.city_list, counties: areaList.county_list }, points);
}
