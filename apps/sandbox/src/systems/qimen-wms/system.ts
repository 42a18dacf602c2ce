import { answerWithFaults } from '../../core/faults.ts';
import { text } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';
import { beijingMs } from '../beijing-time.ts';
import { learnItem, queryInventory, queryOrder, queryStock } from './answer-questions.ts';
import { doDeed } from './deeds.ts';
import { Floor } from './floor.ts';
import { Gate } from './gate.ts';
import { isOpen } from './order.ts';
import type { CarrierDesk } from './parcels.ts';
import { refusal, WmsRefusal } from './refusal.ts';
import { settingsSchema } from './settings.ts';
import { Shelf } from './shelf.ts';
import { qimenSign } from './sign.ts';
import { cancelOrder, holdOrder } from './stop-order.ts';
import { takeOrder, takeOrders } from './take-order.ts';
import { tellHub } from './tell-hub.ts';
import { Work } from './work.ts';
import { parseXml, tag, textOf, type XmlElement, XmlFault, xmlDocument } from './xml.ts';

const staleAfterMs = 10 * 60_000;

/** A warehouse company that speaks Qimen for all warehouses of the deployment. */
export function createQimenWms(context: SandboxContext, desk: CarrierDesk): SandboxSystem {
  const random = context.random.fork('qimen');
  const own: SandboxContext = { ...context, random };
  const floor = new Floor(context.world, context.journal, random);
  const settings = settingsSchema.parse({});
  const tell = tellHub(own);
  const gate = new Gate({ context: own, floor, settings, tell });
  const work = new Work({ context: own, floor, gate, desk, settings, tell });
  const shelf = new Shelf({ context: own, floor, work, settings, tell });
  const deps = { context: own, floor, work };

  const methods: Readonly<Record<string, (request: XmlElement) => readonly string[]>> = {
    'deliveryorder.create': (request) => takeOrder(deps, request),
    'deliveryorder.batchcreate': (request) => takeOrders(deps, request),
    'deliveryorder.query': (request) => queryOrder(floor, request),
    'order.cancel': (request) => cancelOrder(deps, request),
    'order.pending': (request) => holdOrder(deps, request),
    'inventory.query': (request) => queryInventory(floor, request),
    'stock.query': (request) => queryStock(floor, request),
    'singleitem.synchronize': (request) => learnItem(floor, request),
  };

  shelf.countRegularly();

  return {
    name: 'qimen',
    mount: '/qimen',
    async handle(request) {
      if (request.method !== 'POST' || request.path !== '/service') return text('not found', 404);
      return answerOrRefuse(() => {
        checkSign(context, request);
        const method = (request.query.get('method') ?? '').replace(/^(taobao\.)?qimen\./, '');
        const ability = methods[method];
        if (!ability) throw refusal.unknownMethod(method);
        const source = readBody(request.body);
        const work = (): SandboxReply => answerNow(() => ability(source));
        return answerWithFaults(own, { system: 'qimen', operation: method, key: keyOf(source) }, work, () => refused(refusal.busy()));
      });
    },
    state: () => summary(floor),
    command: (deed, body) => doDeed({ ...deps, shelf, settings }, deed, body),
    reset() {
      work.forget();
      floor.reset();
      Object.assign(settings, settingsSchema.parse({}));
      shelf.countRegularly();
    },
    restore: (record) => floor.restore(record),
    resume() {
      for (const order of floor.orders.values()) if (isOpen(order)) work.resume(order);
    },
  };
}

function checkSign(context: SandboxContext, request: SandboxRequest): void {
  const { wms } = context.world;
  const { query } = request;
  for (const name of ['method', 'timestamp', 'format', 'app_key', 'v', 'sign_method', 'customerId', 'sign']) {
    if ((query.get(name) ?? '') === '') throw refusal.missing(name);
  }
  const genuine =
    query.get('app_key') === wms.appKey &&
    query.get('customerId') === wms.customerId &&
    query.get('sign_method') === 'md5' &&
    query.get('sign') === qimenSign(query, request.body, wms.secret);
  const age = Date.now() - beijingMs(query.get('timestamp') ?? '');
  // NaN (unreadable timestamp) is not fresh either.
  if (!genuine || !(Math.abs(age) <= staleAfterMs)) {
    context.ledger.append('bad-sign', 'qimen', query.get('method') ?? '', {});
    throw refusal.badSign();
  }
}

function readBody(body: Buffer): XmlElement {
  try {
    const root = parseXml(body.toString('utf8'));
    if (root.name !== 'request') throw new XmlFault(`root is ${root.name}`);
    return root;
  } catch (error) {
    if (error instanceof XmlFault) throw refusal.unreadable(error.message);
    throw error;
  }
}

/** For misbehaviour rules: the order, the first order of a batch, else the warehouse. */
function keyOf(source: XmlElement): string {
  const batch = source.children.find((element) => element.name === 'orders')?.children[0];
  return (
    textOf(source, 'orderCode') ||
    textOf(source, 'deliveryOrder', 'deliveryOrderCode') ||
    textOf(batch, 'deliveryOrder', 'deliveryOrderCode') ||
    textOf(source, 'warehouseCode')
  );
}

async function answerOrRefuse(work: () => Promise<SandboxReply>): Promise<SandboxReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WmsRefusal) return refused(error);
    throw error;
  }
}

function answerNow(ability: () => readonly string[]): SandboxReply {
  try {
    const fields = ability();
    const hasFlag = fields.some((field) => field.startsWith('<flag>'));
    return xmlReply(hasFlag ? fields : [tag('flag', 'success'), tag('code', '0'), tag('message', 'ok'), ...fields]);
  } catch (error) {
    if (error instanceof WmsRefusal) return refused(error);
    throw error;
  }
}

const refused = (error: WmsRefusal): SandboxReply =>
  xmlReply([tag('flag', 'failure'), tag('code', error.code), tag('message', error.message)]);

const xmlReply = (fields: readonly string[]): SandboxReply => text(xmlDocument('response', fields), 200, 'text/xml; charset=utf-8');

function summary(floor: Floor): unknown {
  const byStage: Record<string, number> = {};
  let brokenWords = 0;
  for (const order of floor.orders.values()) {
    byStage[order.stage] = (byStage[order.stage] ?? 0) + 1;
    if (order.breaksItsWord && order.stage === 'shipped') brokenWords += 1;
  }
  return {
    orders: floor.orders.size,
    byStage,
    brokenWords,
    warehouses: [...floor.houses.values()],
    stock: floor.stock.rows(),
  };
}
