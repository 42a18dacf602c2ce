/** A position in GCJ-02, the system that maps in China use. */
export interface Gcj02 {
  readonly longitude: number;
  readonly latitude: number;
}

const EARTH_KM = 6_371;

/** Great-circle distance in kilometres. */
export function distanceKm(from: Gcj02, to: Gcj02): number {
  const toRadians = Math.PI / 180;
  const latitude = Math.sin(((to.latitude - from.latitude) * toRadians) / 2);
  const longitude = Math.sin(((to.longitude - from.longitude) * toRadians) / 2);
  const half = latitude * latitude + Math.cos(from.latitude * toRadians) * Math.cos(to.latitude * toRadians) * longitude * longitude;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Provinces by the first two digits of their code, with the seat of government as the point that stands for them. */
const provinces: Readonly<Record<string, readonly [name: string, longitude: number, latitude: number]>> = {
  '11': ['北京市', 116.4, 39.9],
  '12': ['天津市', 117.2, 39.1],
  '13': ['河北省', 114.5, 38.0],
  '14': ['山西省', 112.5, 37.9],
  '15': ['内蒙古自治区', 111.7, 40.8],
  '21': ['辽宁省', 123.4, 41.8],
  '22': ['吉林省', 125.3, 43.9],
  '23': ['黑龙江省', 126.6, 45.7],
  '31': ['上海市', 121.5, 31.2],
  '32': ['江苏省', 118.8, 32.1],
  '33': ['浙江省', 120.2, 30.3],
  '34': ['安徽省', 117.3, 31.9],
  '35': ['福建省', 119.3, 26.1],
  '36': ['江西省', 115.9, 28.7],
  '37': ['山东省', 117.0, 36.7],
  '41': ['河南省', 113.7, 34.8],
  '42': ['湖北省', 114.3, 30.5],
  '43': ['湖南省', 113.0, 28.2],
  '44': ['广东省', 113.3, 23.1],
  '45': ['广西壮族自治区', 108.3, 22.8],
  '46': ['海南省', 110.3, 20.0],
  '50': ['重庆市', 106.5, 29.6],
  '51': ['四川省', 104.1, 30.7],
  '52': ['贵州省', 106.7, 26.6],
  '53': ['云南省', 102.7, 25.0],
  '54': ['西藏自治区', 91.1, 29.7],
  '61': ['陕西省', 108.9, 34.3],
  '62': ['甘肃省', 103.8, 36.1],
  '63': ['青海省', 101.8, 36.6],
  '64': ['宁夏回族自治区', 106.3, 38.5],
  '65': ['新疆维吾尔自治区', 87.6, 43.8],
  '71': ['台湾省', 121.5, 25.0],
  '81': ['香港特别行政区', 114.2, 22.3],
  '82': ['澳门特别行政区', 113.5, 22.2],
};

/** Name of the province of a six-digit code; empty when the code names none. */
export function provinceOf(adcode: string): string {
  return provinces[adcode.slice(0, 2)]?.[0] ?? '';
}

/** The point that stands for a province, for a recipient without a coordinate. */
export function provincePoint(adcode: string): Gcj02 | undefined {
  const found = provinces[adcode.slice(0, 2)];
  return found === undefined ? undefined : { longitude: found[1], latitude: found[2] };
}
