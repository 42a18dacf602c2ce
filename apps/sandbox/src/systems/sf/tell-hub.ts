import type { SandboxContext } from '../../core/system.ts';
import type { Route, Waybill } from './book.ts';
import type { Settings } from './settings.ts';

const minute = 60_000;
const retryGaps = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minute);
const repeatAfterMs = 10 * minute;
const lateByMs = 5 * 60 * minute;

interface Told {
  readonly waybill: Waybill;
  readonly route: Route;
}

/** Route pushes: gathered, now and then repeated or overtaken. */
export class RouteNews {
  readonly #context: SandboxContext;
  readonly #settings: Settings;
  #gathered: Told[] = [];

  constructor(context: SandboxContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
  }

  tell(waybill: Waybill, route: Route): void {
    const { timing, random } = this.#context;
    const told = { waybill, route };
    if (random.chance(this.#settings.lateShare)) timing.after(lateByMs, () => this.#gather(told));
    else this.#gather(told);
    if (random.chance(this.#settings.repeatShare)) timing.after(repeatAfterMs, () => this.#gather(told));
  }

  reset(): void {
    this.#gathered = [];
  }

  #gather(told: Told): void {
    this.#gathered.push(told);
    if (this.#gathered.length === 1) this.#context.timing.after(this.#settings.gatherMs, () => this.#flush());
    if (this.#gathered.length >= this.#settings.pushSize) this.#flush();
  }

  #flush(): void {
    const all = this.#gathered;
    this.#gathered = [];
    for (let start = 0; start < all.length; start += this.#settings.pushSize) {
      this.#push(all.slice(start, start + this.#settings.pushSize));
    }
  }

  #push(all: readonly Told[]): void {
    const [first] = all;
    if (!first) return;
    const body = JSON.stringify({ Body: { WaybillRoute: all.map(routeNode) } });
    this.#context.push(
      this.#context.world.callbacks.sf,
      { headers: { 'content-type': 'application/json;charset=UTF-8' }, body },
      { system: 'sf', operation: 'route', key: first.waybill.number, retry: retryGaps, acknowledged: isAcknowledged },
    );
  }
}

// The push says mailno where the query says mailNo.
const routeNode = ({ waybill, route }: Told): unknown => ({
  mailno: waybill.number,
  acceptAddress: route.acceptAddress,
  reasonName: route.reasonName,
  orderid: waybill.orderId,
  acceptTime: route.acceptTime,
  remark: route.remark,
  opCode: route.opCode,
  id: route.id,
  reasonCode: route.reasonCode,
});

function isAcknowledged(status: number, body: string): boolean {
  return status === 200 && /"return_code"\s*:\s*"0000"/.test(body);
}
