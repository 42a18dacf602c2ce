import { z } from 'zod';
import type { SandboxContext } from '../../core/system.ts';
import { readAddress } from '../amap/read-address.ts';
import type { CarrierDesk } from '../qimen-wms/parcels.ts';
import type { Book, Parcel, SfOrder, Waybill } from './book.ts';
import { SfRefusal } from './gateway.ts';
import type { Road } from './road.ts';
import type { Settings } from './settings.ts';

export interface CounterDeps {
  readonly context: SandboxContext;
  readonly book: Book;
  readonly road: Road;
  readonly settings: Settings;
}

const text = z.union([z.string(), z.number()]).transform(String);
const contact = z.object({
  contactType: z.coerce.number(),
  contact: z.string().optional(), company: z.string().optional(),
  tel: text.optional(), mobile: text.optional(),
  country: z.string().optional(), province: z.string().default(''), city: z.string().default(''), county: z.string().default(''),
  address: z.string().min(1),
});
const createRequest = z.object({
  language: z.string().min(1),
  orderId: z.string().min(1).max(64),
  cargoDetails: z.array(z.object({ name: z.string().min(1) })).min(1),
  contactInfoList: z.array(contact).min(2),
  expressTypeId: z.coerce.number().int().positive(),
  payMethod: z.coerce.number().int().min(1).max(3).default(1),
  monthlyCard: z.string().optional(),
  parcelQty: z.coerce.number().int().positive().default(1),
  custReferenceNo: z.string().default(''),
  isGenWaybillNo: z.coerce.number().default(1),
  waybillNoInfoList: z.array(z.object({ waybillType: z.coerce.number().default(1), waybillNo: z.string().min(1) })).default([]),
  isReturnRoutelabel: z.coerce.number().default(0),
});
type CreateRequest = z.infer<typeof createRequest>;

const mostParcels = 307;

export function readMsgData<T>(schema: z.ZodType<T>, msgData: string): T {
  let source: unknown;
  try {
    source = JSON.parse(msgData);
  } catch {
    throw new SfRefusal('S0001', '非法的JSON格式');
  }
  const read = schema.safeParse(source);
  if (read.success) return read.data;
  throw new SfRefusal('S0002', `必填参数${read.error.issues[0]?.path.join('.') ?? ''}为空或格式不正确`);
}

/** SF's counter: takes orders of the hub and of warehouses. */
export class Counter implements CarrierDesk {
  readonly #deps: CounterDeps;

  constructor(deps: CounterDeps) {
    this.#deps = deps;
  }

  create(partnerId: string, msgData: string): unknown {
    const asked = readMsgData(createRequest, msgData);
    const sender = asked.contactInfoList.find((entry) => entry.contactType === 1);
    const receiver = asked.contactInfoList.find((entry) => entry.contactType === 2);
    if (!sender || !receiver) throw new SfRefusal('S0002', '必填参数contactInfoList为空');
    for (const end of [sender, receiver]) {
      if ((end.mobile ?? end.tel ?? '') === '') throw new SfRefusal('S0002', '必填参数mobile为空');
    }
    this.#checkAccount(partnerId, asked);
    const known = this.#deps.book.orders.get(asked.orderId);
    if (known) return this.#again(known, partnerId, asked);
    const reason = this.#outOfRange(receiver.province + receiver.city + receiver.county + receiver.address);
    if (reason !== undefined) {
      return { orderId: asked.orderId, originCode: '', destCode: '', filterResult: 3, remark: reason, waybillNoInfoList: [], routeLabelInfo: [] };
    }
    const order: SfOrder = {
      orderId: asked.orderId, reference: asked.custReferenceNo, owners: [partnerId],
      sender: { province: sender.province, city: sender.city },
      receiver: { province: receiver.province, city: receiver.city, phoneTail: (receiver.mobile ?? receiver.tel ?? '').slice(-4) },
      state: 'created', waybills: [], createdAt: Date.now(),
    };
    this.#number(order, asked);
    return this.#answer(order);
  }

  /** The warehouse's own fetch; the account is the brand's, so the hub's later create with this orderId gets this number. */
  fetchNumber({ reference, warehouseId, receiver }: Parameters<CarrierDesk['fetchNumber']>[0]): string {
    const { book, context } = this.#deps;
    const known = book.orders.get(reference)?.waybills[0];
    if (known !== undefined) return known;
    const warehouse = context.world.warehouses.find((entry) => entry.id === warehouseId);
    const order: SfOrder = {
      orderId: reference, reference, owners: ['warehouse'],
      sender: { province: '', city: warehouse?.name.replace(/(冷链)?仓$/, '') ?? '' },
      receiver: { province: receiver.province, city: receiver.city, phoneTail: receiver.mobile.slice(-4) },
      state: 'created', waybills: [], createdAt: Date.now(),
    };
    const number = this.#deps.book.newNumber();
    this.#open(order, [number]);
    return number;
  }

  fetchChildNumber(reference: string): string {
    const { book } = this.#deps;
    const order = book.orders.get(reference);
    const number = book.newNumber();
    if (order) this.#attach(order, number);
    return number;
  }

  /** EXP_RECE_GET_SUB_MAILNO. */
  addChildren(order: SfOrder, count: number): readonly string[] {
    if (order.waybills.length + count > mostParcels) throw new SfRefusal('8117', `子单数量超过${mostParcels}`);
    return Array.from({ length: count }, () => {
      const number = this.#deps.book.newNumber();
      this.#attach(order, number);
      return number;
    });
  }

  /** A parcel came through the gate. SF moves what it knows and keeps the rest until somebody announces it. */
  receive(parcel: Parcel): void {
    const { book, road } = this.#deps;
    const waybill = book.waybills.get(parcel.number);
    const order = book.orders.get(waybill?.orderId ?? parcel.reference);
    if (waybill && order) {
      road.start(waybill, order, parcel.warehouseId);
      return;
    }
    if (order) {
      road.start(this.#attach(order, parcel.number), order, parcel.warehouseId);
      return;
    }
    book.park(parcel);
  }

  #checkAccount(partnerId: string, asked: CreateRequest): void {
    const carrier = this.#deps.context.world.carriers.find((entry) => entry.partnerId === partnerId);
    if (asked.payMethod === 1 && asked.monthlyCard !== carrier?.monthlyCard) throw new SfRefusal('8057', '月结卡号不匹配');
    if (asked.parcelQty > mostParcels) throw new SfRefusal('8067', `包裹数量超过${mostParcels}`);
  }

  #again(known: SfOrder, partnerId: string, asked: CreateRequest): unknown {
    const { book, context, settings } = this.#deps;
    context.ledger.append('create-repeated', 'sf', known.orderId, {});
    if (known.state === 'cancelled') throw new SfRefusal('8037', '订单已取消');
    const isOwn = known.owners.includes(partnerId);
    if (isOwn && settings.reuse === '8016') throw new SfRefusal('8016', '重复下单');
    if (!isOwn) book.keepOrder({ ...known, owners: [...known.owners, partnerId] });
    const order = book.orders.get(known.orderId) ?? known;
    this.#claimParked(order, asked);
    return this.#answer(order);
  }

  #outOfRange(address: string): number | undefined {
    if (this.#deps.settings.unreachable.some((word) => address.includes(word))) return 1;
    return readAddress(address) ? undefined : 1;
  }

  /** Own numbers of the sender first, then parcels that already lie at the depot under this order, then fresh ones. */
  #number(order: SfOrder, asked: CreateRequest): void {
    const { book } = this.#deps;
    const own = asked.waybillNoInfoList.map((entry) => entry.waybillNo);
    for (const number of own) {
      const other = book.waybills.get(number);
      if (other && other.orderId !== order.orderId) throw new SfRefusal('8017', '订单号与运单号不匹配');
    }
    const parked = book.parkedFor(asked.orderId, asked.custReferenceNo).map((parcel) => parcel.number);
    const given = own.length > 0 ? own : parked;
    const fresh = Math.max(0, asked.parcelQty - given.length);
    this.#open(order, [...given, ...Array.from({ length: fresh }, () => book.newNumber())]);
  }

  #open(order: SfOrder, numbers: readonly string[]): void {
    const { book, context } = this.#deps;
    book.keepOrder(order);
    context.ledger.append('order', 'sf', order.orderId, { owner: order.owners[0], parcels: numbers.length });
    for (const number of numbers) this.#attach(order, number);
  }

  #claimParked(order: SfOrder, asked: CreateRequest): void {
    const own = new Set(asked.waybillNoInfoList.map((entry) => entry.waybillNo));
    const { book } = this.#deps;
    const parked = new Set(book.parkedFor(asked.orderId, asked.custReferenceNo).map((parcel) => parcel.number));
    for (const number of new Set([...own, ...parked])) if (!book.waybills.has(number)) this.#attach(order, number);
  }

  #attach(order: SfOrder, number: string): Waybill {
    const { book, context, road } = this.#deps;
    order.waybills.push(number);
    book.keepOrder(order);
    const waybill: Waybill = { number, orderId: order.orderId, kind: order.waybills.length === 1 ? 1 : 2, plan: [], routes: [] };
    book.keepWaybill(waybill);
    context.ledger.append('waybill', 'sf', number, { orderId: order.orderId, kind: waybill.kind, owner: order.owners[0] });
    const parked = book.unannounced.get(number);
    if (parked) {
      book.announce(number);
      road.start(waybill, order, parked.warehouseId);
    }
    return waybill;
  }

  #answer(order: SfOrder): unknown {
    return {
      orderId: order.orderId,
      originCode: cityCode(order.sender.province + order.sender.city),
      destCode: cityCode(order.receiver.province + order.receiver.city),
      filterResult: 2, remark: '',
      waybillNoInfoList: numbersOf(this.#deps.book, order),
      routeLabelInfo: order.waybills.slice(0, 1).map((waybillNo) => ({
        code: '1000', message: '', routeLabelData: routeLabel(order, waybillNo),
      })),
    };
  }
}

export const numbersOf = (book: Book, order: SfOrder): readonly { readonly waybillType: number; readonly waybillNo: string }[] =>
  order.waybills.map((waybillNo) => ({ waybillType: book.waybills.get(waybillNo)?.kind ?? 2, waybillNo }));

/** SF names cities by telephone area code without the leading zero. */
export const cityCode = (place: string): string => (readAddress(place)?.areaCode ?? '').replace(/^0+/, '');

function routeLabel(order: SfOrder, waybillNo: string): unknown {
  const code = cityCode(order.receiver.province + order.receiver.city);
  return {
    waybillNo, sourceTransferCode: `${cityCode(order.sender.province + order.sender.city)}W`, destCityCode: code,
    destTransferCode: `${code}W`, destRouteLabel: `${code}W-${code}A`, proName: '标快', proCode: 'T4', limitTypeCode: 'T4',
    cargoTypeCode: 'C201', expressTypeCode: 'B1', codingMapping: 'S10', printFlag: '000000000', printIcon: '00000000',
    twoDimensionCode: `MMM={'k1':'${code}W','k2':'${code}','k5':'${waybillNo}'}`, abFlag: 'A', checkCode: waybillNo.slice(-8),
  };
}
