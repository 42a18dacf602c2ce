import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { settingsChange } from '../../core/settings-change.ts';
import { text } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxSystem } from '../../core/system.ts';
import type { CarrierDesk } from '../qimen-wms/parcels.ts';
import { addSubNumbers, findOrder, findRoutes, updateOrder } from './answer-questions.ts';
import { Book } from './book.ts';
import { Gateway, type GatewayCall, gatewayFault, serviceAnswer, SfRefusal } from './gateway.ts';
import { Road } from './road.ts';
import { settingsSchema } from './settings.ts';
import { Counter } from './take-order.ts';
import { RouteNews } from './tell-hub.ts';

export interface Sf {
  readonly system: SandboxSystem;
  readonly desk: CarrierDesk;
}

/** SF Express: the open platform's gateway in front, depots and roads behind. */
export function createSf(context: SandboxContext): Sf {
  const own: SandboxContext = { ...context, random: context.random.fork('sf') };
  const book = new Book(context.journal);
  const settings = settingsSchema.parse({});
  const news = new RouteNews(own, settings);
  const road = new Road({ context: own, book, news, settings });
  const counter = new Counter({ context: own, book, road, settings });
  const gateway = new Gateway(own);
  const deps = { context: own, book, counter };

  const services: Readonly<Record<string, (call: GatewayCall) => unknown>> = {
    EXP_RECE_CREATE_ORDER: ({ partnerId, msgData }) => counter.create(partnerId, msgData),
    EXP_RECE_SEARCH_ORDER_RESP: ({ msgData }) => findOrder(deps, msgData),
    EXP_RECE_UPDATE_ORDER: ({ msgData }) => updateOrder(deps, msgData),
    EXP_RECE_SEARCH_ROUTES: ({ partnerId, msgData }) => findRoutes(deps, partnerId, msgData),
    EXP_RECE_GET_SUB_MAILNO: ({ msgData }) => addSubNumbers(deps, msgData),
  };

  context.bus.on('handed-over', (event) => {
    if (event.carrier !== 'SF') return;
    context.ledger.append('parcel-received', 'sf', event.trackingNumber, { reference: event.deliveryOrderCode });
    counter.receive({ number: event.trackingNumber, reference: event.deliveryOrderCode, warehouseId: event.warehouseId });
  });

  const system: SandboxSystem = {
    name: 'sf',
    mount: '/sf',
    async handle(request) {
      if (request.method !== 'POST' || request.path !== '/std/service') return text('not found', 404);
      const admitted = gateway.admit(request);
      if ('refusal' in admitted) return admitted.refusal;
      const { call } = admitted;
      const service = services[call.serviceCode];
      if (!service) return gatewayFault('A1004');
      const work = (): SandboxReply => serve(() => service(call));
      const busy = (): SandboxReply => serviceAnswer({ refusal: new SfRefusal('S0003', '系统发生数据错误或运行时异常') });
      return answerWithFaults(own, { system: 'sf', operation: call.serviceCode, key: keyOf(call.msgData) }, work, busy);
    },
    state: () => summary(book),
    command: async (deed, body) => {
      switch (deed) {
        case 'settings':
          return Object.assign(settings, settingsChange(settingsSchema, body));
        case 'move': {
          const asked = moveSchema.parse(body);
          const waybill = book.waybills.get(asked.number);
          if (!waybill || waybill.plan.length === 0) throw new DeedRefused(`${asked.number} is not on the way`);
          road.hurry(waybill, asked.howFar);
          return waybill;
        }
        case 'waybill':
          return book.waybills.get(numberSchema.parse(body).number) ?? null;
        default:
          throw new DeedRefused(`sf does not know ${deed}`);
      }
    },
    reset() {
      book.reset();
      news.reset();
      gateway.reset();
      Object.assign(settings, settingsSchema.parse({}));
    },
    restore: (record) => book.restore(record),
    resume() {
      for (const waybill of book.waybills.values()) if (waybill.plan.length > 0) road.goOn(waybill);
    },
  };
  return { system, desk: counter };
}

const numberSchema = z.object({ number: z.string() });
const moveSchema = numberSchema.extend({ howFar: z.enum(['next', 'door']).default('next') });
const keySchema = z.object({ orderId: z.string().optional(), trackingNumber: z.union([z.string(), z.array(z.string())]).optional() });

function serve(work: () => unknown): SandboxReply {
  try {
    return serviceAnswer({ msgData: work() });
  } catch (error) {
    if (error instanceof SfRefusal) return serviceAnswer({ refusal: error });
    throw error;
  }
}

/** For misbehaviour rules; '' when msgData cannot be read, which the service itself will refuse. */
function keyOf(msgData: string): string {
  try {
    const read = keySchema.safeParse(JSON.parse(msgData));
    return read.data?.orderId ?? [read.data?.trackingNumber ?? ''].flat()[0] ?? '';
  } catch {
    return '';
  }
}

/** `doubles`: orders with more parent waybills than one. `idle`: numbers that no parcel ever carried. */
function summary(book: Book): unknown {
  const waybills = [...book.waybills.values()];
  const parents = new Map<string, number>();
  for (const waybill of waybills) if (waybill.kind === 1) parents.set(waybill.orderId, (parents.get(waybill.orderId) ?? 0) + 1);
  return {
    orders: book.orders.size,
    waybills: waybills.length,
    doubles: [...parents].filter(([, count]) => count > 1).map(([orderId]) => orderId),
    idle: waybills
      .filter((waybill) => waybill.plan.length === 0 && book.orders.get(waybill.orderId)?.state !== 'cancelled')
      .map((waybill) => waybill.number),
    moving: waybills.filter((waybill) => waybill.plan.length > waybill.routes.length).length,
    delivered: waybills.filter((waybill) => waybill.plan.length > 0 && waybill.plan.length === waybill.routes.length).length,
    unannounced: [...book.unannounced.values()],
  };
}
