import type { SandboxContext } from '../../core/system.ts';
import { readAddress } from '../amap/read-address.ts';
import type { CarrierDesk, NumberRequest } from '../qimen-wms/parcels.ts';
import { type Book, type Parcel, referencesOf, type SfOrder, type Waybill } from './book.ts';
import { type CreateRequest, createRequest, readMsgData } from './create-request.ts';
import { createAnswer } from './create-answer.ts';
import { SfRefusal } from './gateway.ts';
import type { Road } from './road.ts';
import type { Settings } from './settings.ts';

export interface CounterDeps {
  readonly context: SandboxContext;
  readonly book: Book;
  readonly road: Road;
  readonly settings: Settings;
}

const mostParcels = 307;

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
      return {
        orderId: asked.orderId,
        originCode: '',
        destCode: '',
        filterResult: 3,
        remark: reason,
        waybillNoInfoList: [],
        routeLabelInfo: [],
      };
    }
    const order: SfOrder = {
      orderId: asked.orderId,
      reference: asked.custReferenceNo,
      owners: [partnerId],
      sender: { province: sender.province, city: sender.city },
      receiver: { province: receiver.province, city: receiver.city, phoneTail: (receiver.mobile ?? receiver.tel ?? '').slice(-4) },
      state: 'created',
      waybills: [],
      createdAt: Date.now(),
    };
    this.#number(order, asked);
    return createAnswer(this.#deps.book, order);
  }

  /** The warehouse's own fetch; the account is the brand's, so the hub's later create with this orderId gets this number. */
  fetchNumber({ reference, warehouseId, receiver }: NumberRequest): string {
    const { book, context } = this.#deps;
    const known = book.orders.get(reference)?.waybills[0];
    if (known !== undefined) return known;
    const warehouse = context.world.warehouses.find((entry) => entry.id === warehouseId);
    const order: SfOrder = {
      orderId: reference,
      reference,
      owners: ['warehouse'],
      sender: { province: '', city: warehouse?.name.replace(/(冷链)?仓$/, '') ?? '' },
      receiver: { province: receiver.province, city: receiver.city, phoneTail: receiver.mobile.slice(-4) },
      state: 'created',
      waybills: [],
      createdAt: Date.now(),
    };
    const number = this.#deps.book.newNumber();
    this.#open(order, [number]);
    return number;
  }

  fetchChildNumber(request: NumberRequest, firstNumber: string): string {
    const { book } = this.#deps;
    const order = book.orders.get(book.waybills.get(firstNumber)?.orderId ?? request.reference);
    if (!order) return this.fetchNumber(request);
    const number = book.newNumber();
    this.#attach(order, number);
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
    return createAnswer(this.#deps.book, order);
  }

  #outOfRange(address: string): number | undefined {
    if (this.#deps.settings.unreachable.some((word) => address.includes(word))) return 1;
    return readAddress(address) ? undefined : 1;
  }

  /**
   * Own numbers of the sender first, then what already exists under this reference (parcels at the depot that nobody
   * announced, numbers that a warehouse fetched for the brand's account), then fresh ones.
   */
  #number(order: SfOrder, asked: CreateRequest): void {
    const { book } = this.#deps;
    const own = asked.waybillNoInfoList.map((entry) => entry.waybillNo);
    for (const number of own) {
      const holder = this.#holderOf(number);
      if (holder && !isWarehouseOnly(holder)) throw new SfRefusal('8017', '订单号与运单号不匹配');
    }
    const given = own.length > 0 ? own : this.#waitingFor(asked);
    const fresh = Math.max(0, asked.parcelQty - given.length);
    this.#open(order, [...given, ...Array.from({ length: fresh }, () => book.newNumber())]);
  }

  #waitingFor(asked: CreateRequest): readonly string[] {
    const { book } = this.#deps;
    const parked = book.parkedFor(asked.orderId, asked.custReferenceNo).map((parcel) => parcel.number);
    const fetched = referencesOf(asked.orderId, asked.custReferenceNo)
      .flatMap((reference) => book.orders.get(reference) ?? [])
      .filter(isWarehouseOnly)
      .flatMap((order) => order.waybills);
    return parked.length > 0 ? parked : fetched.slice(0, asked.parcelQty);
  }

  #holderOf(number: string): SfOrder | undefined {
    const { book } = this.#deps;
    return book.orders.get(book.waybills.get(number)?.orderId ?? '');
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
    for (const number of new Set([...own, ...parked])) {
      const holder = this.#holderOf(number);
      if (!holder || (holder !== order && isWarehouseOnly(holder))) this.#attach(order, number);
    }
  }

  #attach(order: SfOrder, number: string): Waybill {
    const { book, context, road } = this.#deps;
    const taken = this.#takeOver(order, number);
    if (taken) return taken;
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

  /** The number moves from the warehouse's order to the hub's: one waybill, known under the newer order id. */
  #takeOver(order: SfOrder, number: string): Waybill | undefined {
    const { book, context } = this.#deps;
    const waybill = book.waybills.get(number);
    const holder = this.#holderOf(number);
    if (!waybill || !holder) return undefined;
    holder.waybills.splice(holder.waybills.indexOf(number), 1);
    book.keepOrder(holder);
    order.waybills.push(number);
    book.keepOrder(order);
    waybill.orderId = order.orderId;
    waybill.kind = order.waybills.length === 1 ? 1 : 2;
    book.keepWaybill(waybill);
    context.ledger.append('waybill-taken-over', 'sf', number, { orderId: order.orderId, before: holder.orderId });
    return waybill;
  }
}

const isWarehouseOnly = (order: SfOrder): boolean => order.owners.every((owner) => owner === 'warehouse');
