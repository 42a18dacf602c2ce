export interface CityCentre {
  /** First four digits of the district code; '1100' style for the four municipalities. */
  readonly prefix: string;
  readonly name: string;
  /** GCJ-02 degrees, to two decimals. */
  readonly longitude: number;
  readonly latitude: number;
  /** Telephone area code: Amap's citycode, and SF's city code without the leading zero. */
  readonly areaCode: string;
}

// The first city of a province is also the fallback for its cities that are not listed.
const rows = `
1101 北京 116.41 39.90 010
1201 天津 117.20 39.09 022
1301 石家庄 114.51 38.04 0311
1302 唐山 118.18 39.63 0315
1306 保定 115.46 38.87 0312
1401 太原 112.55 37.87 0351
1501 呼和浩特 111.75 40.84 0471
1502 包头 109.84 40.66 0472
2101 沈阳 123.46 41.68 024
2102 大连 121.61 38.91 0411
2201 长春 125.32 43.82 0431
2301 哈尔滨 126.53 45.80 0451
3101 上海 121.47 31.23 021
3201 南京 118.80 32.06 025
3202 无锡 120.31 31.49 0510
3203 徐州 117.28 34.21 0516
3204 常州 119.97 31.81 0519
3205 苏州 120.59 31.30 0512
3206 南通 120.89 31.98 0513
3301 杭州 120.21 30.25 0571
3302 宁波 121.55 29.87 0574
3303 温州 120.70 27.99 0577
3304 嘉兴 120.76 30.75 0573
3306 绍兴 120.58 30.05 0575
3307 金华 119.65 29.08 0579
3310 台州 121.42 28.66 0576
3401 合肥 117.23 31.82 0551
3402 芜湖 118.43 31.35 0553
3501 福州 119.30 26.07 0591
3502 厦门 118.09 24.48 0592
3505 泉州 118.68 24.87 0595
3601 南昌 115.86 28.68 0791
3607 赣州 114.93 25.83 0797
3701 济南 117.12 36.65 0531
3702 青岛 120.38 36.07 0532
3706 烟台 121.45 37.46 0535
3707 潍坊 119.16 36.71 0536
3713 临沂 118.36 35.10 0539
4101 郑州 113.62 34.75 0371
4103 洛阳 112.45 34.62 0379
4201 武汉 114.31 30.59 027
4205 宜昌 111.29 30.69 0717
4301 长沙 112.94 28.23 0731
4304 衡阳 112.57 26.89 0734
4401 广州 113.26 23.13 020
4403 深圳 114.06 22.54 0755
4404 珠海 113.58 22.27 0756
4405 汕头 116.68 23.35 0754
4406 佛山 113.12 23.02 0757
4413 惠州 114.42 23.11 0752
4419 东莞 113.75 23.02 0769
4420 中山 113.39 22.52 0760
4501 南宁 108.37 22.82 0771
4503 桂林 110.29 25.27 0773
4601 海口 110.20 20.04 0898
4602 三亚 109.51 18.25 0899
5001 重庆 106.55 29.56 023
5101 成都 104.07 30.57 028
5107 绵阳 104.68 31.47 0816
5201 贵阳 106.63 26.65 0851
5301 昆明 102.83 24.88 0871
5401 拉萨 91.17 29.65 0891
6101 西安 108.94 34.34 029
6201 兰州 103.83 36.06 0931
6301 西宁 101.78 36.62 0971
6401 银川 106.23 38.49 0951
6501 乌鲁木齐 87.62 43.83 0991
7101 台北 121.56 25.04 1886
8100 香港 114.17 22.28 1852
8200 澳门 113.55 22.19 1853
`;

export const cityCentres: readonly CityCentre[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [prefix = '', name = '', longitude = '', latitude = '', areaCode = ''] = row.split(' ');
    return { prefix, name, longitude: Number(longitude), latitude: Number(latitude), areaCode };
  });

const byPrefix = new Map(cityCentres.map((centre) => [centre.prefix, centre]));

export interface NearestCentre {
  readonly centre: CityCentre;
  /** Whether it is the city itself or only the capital of its province. */
  readonly isCity: boolean;
}

/** Works for districts, cities and provinces; undefined for a code that no province begins with. */
export function centreOf(adcode: string): NearestCentre | undefined {
  const exact = byPrefix.get(adcode.slice(0, 4)) ?? municipality(adcode);
  if (exact) return { centre: exact, isCity: true };
  const capital = cityCentres.find((centre) => centre.prefix.startsWith(adcode.slice(0, 2)));
  return capital && { centre: capital, isCity: false };
}

const municipalities = new Set(['11', '12', '31', '50', '71', '81', '82']);

// Chongqing's counties have 5002, Hong Kong's districts 8100: one centre for the whole of each.
const municipality = (adcode: string): CityCentre | undefined =>
  municipalities.has(adcode.slice(0, 2)) ? cityCentres.find((centre) => centre.prefix.startsWith(adcode.slice(0, 2))) : undefined;
