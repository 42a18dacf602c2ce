export type Precision = 'PROVINCE' | 'CITY' | 'COUNTY' | 'STREET' | 'BUILDING';

/** Degrees in GCJ-02. */
export interface Gcj02 {
  readonly longitude: number;
  readonly latitude: number;
  readonly precision: Precision;
}

export interface Place {
  /** Six-digit division code; the nearest level that was recognised. */
  readonly code: string;
  readonly coordinate: Gcj02 | undefined;
}

export interface Districts {
  /** By the names as a platform writes them, with or without their suffixes. */
  locate(names: { readonly province: string; readonly city: string; readonly county: string }): Place;
}

type Names = Readonly<Record<string, string>>;
/** Degrees in GCJ-02 by division code. */
export type DistrictPoints = Readonly<Record<string, readonly [longitude: number, latitude: number]>>;

/** The administrative divisions by their six-digit codes. */
export interface DivisionNames {
  readonly provinces: Names;
  readonly cities: Names;
  readonly counties: Names;
}

export function createDistricts(names: DivisionNames, points: DistrictPoints): Districts {
  const provinces = indexNames(names.provinces);
  const cities = indexByParent(names.cities, 2);
  const counties = indexByParent(names.counties, 4);
  const countiesOfProvince = indexByParent(names.counties, 2);

  const codeOf = (names: { readonly province: string; readonly city: string; readonly county: string }): string => {
    const province = provinces.get(bareName(names.province)) ?? provinces.get(bareName(names.city));
    if (province === undefined) return '';
    const head = province.slice(0, 2);
    // Municipalities write the city as the province again or as 市辖区; counties under a province have no city at all.
    const city = cities.get(head)?.get(bareName(names.city)) ?? (isMunicipality(head) ? `${head}0100` : '');
    const county =
      (city === '' ? undefined : counties.get(city.slice(0, 4))?.get(bareName(names.county))) ??
      countiesOfProvince.get(head)?.get(bareName(names.county)) ??
      countiesOfProvince.get(head)?.get(bareName(names.city));
    return county ?? (city || province);
  };

  return {
    locate: (names) => {
      const code = codeOf(names);
      return { code, coordinate: nearestPoint(points, code) };
    },
  };
}

/** The county's own point, else its prefecture's, else its province's; the precision says which. */
function nearestPoint(points: DistrictPoints, code: string): Gcj02 | undefined {
  if (code === '') return undefined;
  const levels: readonly (readonly [string, Precision])[] = [
    [code, code.endsWith('0000') ? 'PROVINCE' : code.endsWith('00') ? 'CITY' : 'COUNTY'],
    [`${code.slice(0, 4)}00`, 'CITY'],
    [`${code.slice(0, 2)}0000`, 'PROVINCE'],
  ];
  for (const [candidate, precision] of levels) {
    const point = points[candidate];
    if (point !== undefined) return { longitude: point[0], latitude: point[1], precision };
  }
  return undefined;
}

function indexNames(list: Readonly<Record<string, string>>): Map<string, string> {
  const index = new Map<string, string>();
  for (const [code, name] of Object.entries(list)) if (!index.has(bareName(name))) index.set(bareName(name), code);
  return index;
}

function indexByParent(list: Readonly<Record<string, string>>, digits: number): Map<string, Map<string, string>> {
  const index = new Map<string, Map<string, string>>();
  for (const [code, name] of Object.entries(list)) {
    const parent = code.slice(0, digits);
    const names = index.get(parent) ?? new Map<string, string>();
    // A short name must not hide a longer one's owner: the first by code wins, the full name always counts.
    if (!names.has(bareName(name))) names.set(bareName(name), code);
    names.set(name, code);
    index.set(parent, names);
  }
  return index;
}

/** 浙江 for 浙江省, 内蒙古 for 内蒙古自治区; 新区 and 市辖区 keep their names. */
function bareName(name: string): string {
  const bare = name.trim().replace(/(维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|自治州|自治县|地区|[省市区县旗盟])$/, '');
  return [...bare].length >= 2 ? bare : name.trim();
}

function isMunicipality(head: string): boolean {
  return ['11', '12', '31', '50'].includes(head);
}
