/** An invented order; nobody lives at these places, and the phones are of a range that is not given out. */
export interface Invented {
  readonly no: string;
  readonly created: string;
  readonly paid: string;
  readonly shipped: string;
  readonly done: string;
  readonly stage: 'unpaid' | 'toShip' | 'shipped' | 'done' | 'closed';
  readonly refund: boolean;
  readonly fen: number;
  readonly quantity: number;
  readonly sku: string;
  readonly title: string;
  readonly name: string;
  readonly phone: string;
  readonly place: readonly [province: string, city: string, county: string, detail: string];
  readonly tracking: string;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const products = [
  'TEA-WHITE-GIFT|白茶礼盒',
  'TEA-LONGJING-250|明前龙井 250 克',
  'CUP-CELADON|青瓷茶杯',
  'POT-YIXING|宜兴紫砂壶',
  'TEA-JASMINE-50|茉莉花茶 50 克',
];
const places = [
  '浙江省|杭州市|西湖区',
  '广东省|广州市|白云区',
  '四川省|成都市|龙泉驿区',
  '上海市|上海市|青浦区',
  '山东省|青岛市|市南区',
  '湖北省|武汉市|洪山区',
];

export function invent(
  index: number,
  wish: { readonly orders: number; readonly seed: number; readonly until: Date },
  random: () => number,
): Invented {
  const created = wish.until.getTime() - 30 * DAY + Math.floor((index / wish.orders) * 30 * DAY);
  const age = wish.until.getTime() - created;
  const fate = random();
  const paidAt = created + Math.floor(random() * 5 * MINUTE);
  const shippedAt = paidAt + Math.floor((random() < 0.8 ? random() * 20 : 20 + random() * 70) * 60 * MINUTE);
  const doneAt = shippedAt + Math.floor((1 + random() * 5) * DAY);
  const until = wish.until.getTime();
  const stage: Invented['stage'] =
    fate < 0.02
      ? 'unpaid'
      : fate < 0.06
        ? 'closed'
        : doneAt < until
          ? 'done'
          : shippedAt < until
            ? 'shipped'
            : age > 0
              ? 'toShip'
              : 'unpaid';
  const shipped = stage === 'shipped' || stage === 'done';
  const [sku = '', title = ''] = (products[Math.floor(random() * products.length)] ?? '').split('|');
  const [province = '', city = '', county = ''] = (places[Math.floor(random() * places.length)] ?? '').split('|');
  return {
    no: `69${String(wish.seed).padStart(4, '0').slice(-4)}${String(index + 1).padStart(12, '0')}7`,
    created: shown(created),
    paid: stage === 'unpaid' ? '' : shown(paidAt),
    shipped: shipped ? shown(shippedAt) : '',
    done: stage === 'done' ? shown(doneAt) : '',
    stage,
    refund: stage !== 'unpaid' && random() < 0.03,
    fen: 1_990 + Math.floor(random() * 40_000),
    quantity: 1 + Math.floor(random() * 3),
    sku,
    title,
    name: `测试${'甲乙丙丁戊己庚辛'[Math.floor(random() * 8)] ?? '甲'}`,
    phone: `100${String((index * 7_919) % 100_000_000).padStart(8, '0')}`,
    place: [province, city, county, `示例路 ${1 + (index % 999)} 号 ${1 + (index % 30)} 室`],
    tracking: shipped ? `SF${String(wish.seed * 1_000_000_000 + index).padStart(13, '0')}` : '',
  };
}

/** Shanghai's time as the platforms write it. */
function shown(time: number): string {
  return new Date(time + 8 * 60 * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
}

/** Mulberry32: small, and the same everywhere. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
