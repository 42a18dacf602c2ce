import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../../core/system.ts';
import type { Floor, House } from './floor.ts';
import type { Gate } from './gate.ts';
import type { OrderLine, WmsOrder, WorkStage } from './order.ts';
import { type CarrierDesk, pack } from './parcels.ts';
import { itemLackReport, type Lack, processReport, stockChangeReport } from './reports.ts';
import type { Settings } from './settings.ts';
import { canPromise, lock, shortfall, unlock, writeOff } from './stock.ts';
import type { Report } from './tell-hub.ts';

interface Step {
  readonly from: WorkStage;
  readonly to: WorkStage;
  readonly report: string;
  readonly wait: (settings: Settings) => number;
}

const steps: readonly Step[] = [
  { from: 'accepted', to: 'printed', report: 'PRINT', wait: (settings) => settings.printMs },
  { from: 'printed', to: 'picked', report: 'PICK', wait: (settings) => settings.pickMs },
  { from: 'picked', to: 'checked', report: 'CHECK', wait: (settings) => settings.checkMs },
  { from: 'checked', to: 'packed', report: 'PACKAGE', wait: (settings) => settings.packMs },
  { from: 'packed', to: 'weighed', report: 'WEIGH', wait: (settings) => settings.weighMs },
];

export interface WorkDeps {
  readonly context: SandboxContext;
  readonly floor: Floor;
  readonly gate: Gate;
  readonly desk: CarrierDesk;
  readonly settings: Settings;
  readonly tell: (report: Report) => void;
}

/** Orders wait per warehouse until a wave closes, then walk through the building together: one timer per wave and step. */
export class Work {
  readonly #deps: WorkDeps;
  readonly #waiting = new Map<string, WmsOrder[]>();
  readonly #parked = new Map<string, (() => void)[]>();
  readonly #lacking = new Set<WmsOrder>();

  constructor(deps: WorkDeps) {
    this.#deps = deps;
  }

  accept(order: WmsOrder): void {
    this.#report(order, 'ACCEPT');
    this.queue(order);
  }

  queue(order: WmsOrder): void {
    const { context, settings } = this.#deps;
    const waiting = this.#waiting.get(order.warehouse) ?? [];
    waiting.push(order);
    this.#waiting.set(order.warehouse, waiting);
    if (waiting.length === 1) context.timing.after(settings.waveEveryMs, () => this.#closeWave(order.warehouse));
    else if (waiting.length >= settings.waveSize) this.#closeWave(order.warehouse);
  }

  /** Runs what a pause held up. */
  unpause(house: House): void {
    const parked = this.#parked.get(house.id) ?? [];
    this.#parked.delete(house.id);
    for (const run of parked) run();
  }

  /** Does at once, for these orders, every step up to the packed parcel. */
  packNow(orders: readonly WmsOrder[]): void {
    for (const order of orders) {
      for (const step of steps) if (order.stage === step.from && step.from !== 'packed') this.#advance(order, step);
    }
  }

  shipNow(orders: readonly WmsOrder[]): void {
    this.packNow(orders);
    this.#deps.gate.ship(orders.filter((order) => order.parcels.length > 0));
  }

  /** New goods on the shelf: orders that lacked them go back to the queue. */
  retryLacking(): void {
    for (const order of this.#lacking) {
      if (order.stage !== 'lacking') {
        this.#lacking.delete(order);
        continue;
      }
      if (!this.#isServable(order)) continue;
      this.#lacking.delete(order);
      this.lockLines(order);
      this.#deps.floor.change(order, { stage: 'accepted' });
      this.queue(order);
    }
  }

  /** After a restart every order takes up its step again from the beginning. */
  resume(order: WmsOrder): void {
    switch (order.stage) {
      case 'accepted':
        this.queue(order);
        return;
      case 'lacking':
        this.#lacking.add(order);
        return;
      case 'part-shipped':
        this.#deps.gate.resumePart(order);
        return;
      case 'printed':
      case 'picked':
      case 'checked':
      case 'packed':
      case 'weighed': {
        const next = steps.findIndex((step) => step.from === order.stage);
        this.#walk([order], next < 0 ? steps.length : next, order.warehouse);
        return;
      }
      case 'held':
      case 'shipped':
      case 'cancelled':
        return;
    }
  }

  forget(): void {
    this.#waiting.clear();
    this.#parked.clear();
    this.#lacking.clear();
  }

  #closeWave(warehouse: string): void {
    const wave = this.#waiting.get(warehouse) ?? [];
    this.#waiting.delete(warehouse);
    if (wave.length > 0) this.#walk(wave, 0, warehouse);
  }

  #walk(wave: readonly WmsOrder[], index: number, warehouse: string): void {
    const { context, settings } = this.#deps;
    const step = steps[index];
    if (!step) {
      context.timing.after(settings.outboundMs, () => this.#unlessPaused(warehouse, () => this.#leave(wave)));
      return;
    }
    context.timing.after(step.wait(settings), () =>
      this.#unlessPaused(warehouse, () => {
        for (const order of wave) if (order.stage === step.from) this.#advance(order, step);
        this.#walk(wave, index + 1, warehouse);
      }),
    );
  }

  #leave(wave: readonly WmsOrder[]): void {
    const { context, settings, gate } = this.#deps;
    for (let start = 0; start < wave.length; start += settings.handful) {
      const handful = wave.slice(start, start + settings.handful);
      const ship = (): void => gate.ship(handful.filter((order) => order.stage === 'weighed'));
      if (start === 0) ship();
      else context.timing.after((start / settings.handful) * settings.handfulGapMs, ship);
    }
  }

  #unlessPaused(warehouse: string, run: () => void): void {
    if (this.#deps.floor.houses.get(warehouse)?.paused !== true) {
      run();
      return;
    }
    const parked = this.#parked.get(warehouse) ?? [];
    parked.push(() => this.#unlessPaused(warehouse, run));
    this.#parked.set(warehouse, parked);
  }

  #advance(order: WmsOrder, step: Step): void {
    const { floor, desk, context, settings } = this.#deps;
    if (step.to === 'picked' && this.#stopsForLack(order)) return;
    if (step.to === 'packed') {
      const source = floor.houses.get(order.warehouse)?.numbers ?? 'own-fetch';
      const parcels = pack(order, source, { desk, random: context.random.fork(`pack/${order.code}`), settings });
      floor.change(order, { stage: step.to, parcels });
    } else {
      floor.change(order, { stage: step.to });
    }
    this.#report(order, step.report);
  }

  #stopsForLack(order: WmsOrder): boolean {
    const { floor, tell, context } = this.#deps;
    const lacks = this.#findLacks(order);
    if (lacks.length === 0) return false;
    this.unlockLines(order);
    floor.change(order, { stage: 'lacking' });
    this.#lacking.add(order);
    context.ledger.append('item-lack', 'qimen', order.code, { lacks });
    tell({ method: 'itemlack.report', key: order.code, body: itemLackReport(order, `${order.id}-L`, lacks, Date.now()) });
    for (const lack of lacks) this.writeOffMissing(order.warehouse, lack.itemCode);
    return true;
  }

  /** The books follow the shelf, and the hub hears of it. */
  writeOffMissing(warehouse: string, itemCode: string): void {
    const { floor, tell, context } = this.#deps;
    const row = floor.stock.row(warehouse, itemCode);
    const quantity = writeOff(row);
    if (quantity === 0) return;
    floor.keepStock(row);
    const code = `TZ${randomUUID()}`;
    context.ledger.append('stock-changed', 'qimen', `${warehouse}|${itemCode}`, { quantity, reason: 'missing' });
    const change = { orderCode: code, orderType: 'QTCK', outBizCode: code, itemCode, inventoryType: 'ZP', quantity };
    tell({
      method: 'stockchange.report',
      key: code,
      body: stockChangeReport(warehouse, context.world.wms.ownerCode, [change], Date.now()),
    });
  }

  #findLacks(order: WmsOrder): readonly Lack[] {
    return order.lines.flatMap((line) => {
      const row = this.#deps.floor.stock.row(order.warehouse, line.itemCode, line.inventoryType);
      const lackQty = Math.min(line.planQty, shortfall(row));
      return lackQty === 0 ? [] : [{ itemCode: line.itemCode, inventoryType: line.inventoryType, planQty: line.planQty, lackQty }];
    });
  }

  #isServable(order: WmsOrder): boolean {
    const { stock } = this.#deps.floor;
    return order.lines.every((line) => canPromise(stock.row(order.warehouse, line.itemCode, line.inventoryType), line.planQty));
  }

  /** Promises the goods of an order that is taken in, whether or not they are there. */
  lockLines(order: WmsOrder): void {
    for (const line of order.lines) this.#changeRow(order, line, lock);
  }

  unlockLines(order: WmsOrder): void {
    for (const line of order.lines) this.#changeRow(order, line, unlock);
  }

  #changeRow(order: WmsOrder, line: OrderLine, change: typeof lock): void {
    const row = this.#deps.floor.stock.row(order.warehouse, line.itemCode, line.inventoryType);
    change(row, line.planQty);
    this.#deps.floor.keepStock(row);
  }

  #report(order: WmsOrder, status: string): void {
    if (!this.#deps.settings.reportedSteps.includes(status)) return;
    this.#deps.tell({ method: 'orderprocess.report', key: order.code, body: processReport(order, status, Date.now()) });
  }
}
