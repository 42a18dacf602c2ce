/** Mulberry32 over a hash of the text: small, and the same on every machine. */
export function randomFrom(seed: string): () => number {
  let state = 2_166_136_261;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(values: readonly T[], next: () => number): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
const prefixes = [
  '130',
  '131',
  '132',
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '152',
  '157',
  '158',
  '159',
  '176',
  '177',
  '182',
  '183',
  '185',
  '186',
  '187',
  '188',
  '189',
  '199',
];

/** An invented person as the hub shows one; the phone itself goes into keyed indexes only. */
export function drawPerson(next: () => number): { readonly maskedName: string; readonly maskedPhone: string; readonly phone: string } {
  const prefix = pick(prefixes, next);
  const phone = `${prefix}${String(Math.floor(next() * 100_000_000)).padStart(8, '0')}`;
  return { maskedName: `${pick(surnames, next)}${next() < 0.7 ? '**' : '*'}`, maskedPhone: `${prefix}****${phone.slice(-4)}`, phone };
}

/** Share of a day's orders by hour, Asia/Shanghai: quiet nights, an evening peak. */
const hourWeights = [1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 9, 8, 8, 8, 8, 9, 11, 15, 20, 20, 13, 6];
const allWeights = hourWeights.reduce((sum, weight) => sum + weight, 0);

export function msOfDay(next: () => number): number {
  let left = next() * allWeights;
  for (const [hour, weight] of hourWeights.entries()) {
    if (left < weight) return Math.floor((hour + left / weight) * 3_600_000);
    left -= weight;
  }
  return 86_399_999;
}
