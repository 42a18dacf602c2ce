import { inTransaction } from '@orderloom/outbox';
import { gather } from './gather.ts';
import { backOffMs } from './lane.ts';
import { safeText } from './fulfilment-state.ts';
import type { Base, CarrierLink, OpenedRecipient, Sender, WaybillOutcome } from './ports.ts';
import type { ParcelStore, WantedParcel } from './parcel-store.ts';
import { about } from './take-outcome.ts';

const CONCURRENCY = 16;

export interface NumberDeps extends Base {
  readonly store: ParcelStore;
  readonly carrierOf: (code: string) => { readonly system: string; readonly link: CarrierLink } | undefined;
  readonly openRecipients: (tokens: readonly string[]) => Promise<ReadonlyMap<string, OpenedRecipient>>;
  readonly senderOf: (warehouseId: string) => Sender;
  readonly onNumbered: () => void;
}

export interface Numberer {
  turn(): Promise<boolean>;
  settle(): Promise<void>;
}

interface Told {
  readonly parcel: WantedParcel;
  readonly outcome: WaybillOutcome;
  readonly rawRef: string;
  readonly system: string;
}

/** Gets waybill numbers. The parcel id is the carrier's order id, so asking again after a crash gives the first number. */
export function createNumberer(deps: NumberDeps, wake: () => void): Numberer {
  const running = new Map<string, Promise<void>>();
  // Answers that come together are written together.
  const write = gather((told: readonly Told[]) => writeNumbers(deps, told), 200);

  return {
    turn: async () => {
      const room = CONCURRENCY - running.size;
      if (room <= 0) return false;
      const wanted = await deps.store.readWanted(deps.pool, { now: deps.now(), limit: room, busy: [...running.keys()] });
      if (wanted.length === 0) return false;
      const recipients = await deps.openRecipients([...new Set(wanted.map((parcel) => parcel.recipientToken))]);
      for (const parcel of wanted) {
        const call = ask(deps, parcel, recipients.get(parcel.recipientToken), write)
          .catch(async (error: unknown) => {
            deps.log.warn({ err: error, parcel: parcel.id }, 'waybill is asked for again');
            await deps.store.postponeParcels(deps.pool, [parcel.id], new Date(deps.now().getTime() + backOffMs(parcel.attempts)));
          })
          .catch((error: unknown) => deps.log.error({ err: error, parcel: parcel.id }, 'waybill could not be postponed'))
          .finally(() => {
            running.delete(parcel.id);
            wake();
          });
        running.set(parcel.id, call);
      }
      return false;
    },
    settle: async () => {
      await Promise.all(running.values());
    },
  };
}

async function ask(
  deps: NumberDeps,
  parcel: WantedParcel,
  recipient: OpenedRecipient | undefined,
  write: (told: Told) => Promise<boolean>,
): Promise<void> {
  const carrier = deps.carrierOf(parcel.carrier);
  const refuse = (code: string, reason: string): Promise<boolean> =>
    write({ parcel, outcome: { kind: 'REFUSED', code, reason }, rawRef: '', system: carrier?.system ?? 'hub' });
  // A carrier of the warehouse's own, with whom this hub has no account, learns of its numbers from the warehouse.
  if (carrier === undefined && parcel.broughtNumber !== null)
    return void (await write({ parcel, outcome: { kind: 'NUMBERED', trackingNumber: parcel.broughtNumber }, rawRef: '', system: 'hub' }));
  if (carrier === undefined) return void (await refuse('UNKNOWN_CARRIER', `no account with carrier ${parcel.carrier}`));
  if (recipient === undefined) return void (await refuse('RECIPIENT_MISSING', 'the recipient is not in the vault'));
  const { outcome, rawRef } = await carrier.link.createOrder({
    parcelId: parcel.id,
    broughtNumber: parcel.broughtNumber,
    service: parcel.carrierService,
    weightGrams: parcel.weightGrams,
    lines: parcel.lines,
    sender: deps.senderOf(parcel.warehouseId),
    recipient,
  });
  await write({ parcel, outcome, rawRef, system: carrier.system });
}

async function writeNumbers(deps: NumberDeps, told: readonly Told[]): Promise<readonly boolean[]> {
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const written = await deps.store.numberParcels(
      tx,
      told.map(({ parcel, outcome, rawRef }) => ({
        id: parcel.id,
        trackingNumber: outcome.kind === 'NUMBERED' ? outcome.trackingNumber : null,
        refusal: outcome.kind === 'REFUSED' ? safeText(`${outcome.code} ${outcome.reason}`) : null,
        rawRef,
      })),
    );
    await deps.append(
      tx,
      told.filter((one) => written.has(one.parcel.id) && !isToldAlready(one)).map((one) => waybillEvent(one, now)),
    );
    tx.onCommit(deps.onNumbered);
    return told.map(({ parcel }) => written.has(parcel.id));
  });
}

/** The number that a warehouse brought was told with its confirmation; only a carrier's no is news. */
function isToldAlready({ parcel, outcome }: Told): boolean {
  return parcel.broughtNumber !== null && outcome.kind === 'NUMBERED';
}

function waybillEvent({ parcel, outcome, rawRef, system }: Told, now: Date) {
  const common = { orderId: parcel.orderId, parcelId: parcel.id, carrier: parcel.carrier };
  switch (outcome.kind) {
    case 'NUMBERED':
      return about(
        parcel,
        { rawRef },
        {
          type: 'hub.fulfilment.waybill-created.v1',
          data: {
            ...common,
            trackingNumber: parcel.broughtNumber ?? outcome.trackingNumber,
            beforeOutbound: parcel.outboundAt === null,
            createdAt: now,
          },
        },
        system,
        now,
      );
    case 'REFUSED':
      return about(
        parcel,
        { rawRef },
        {
          type: 'hub.fulfilment.waybill-refused.v1',
          data: { ...common, code: outcome.code, reason: safeText(outcome.reason), refusedAt: now },
        },
        system,
        now,
      );
    default: {
      const never: never = outcome;
      throw new Error(`unknown outcome ${String(never)}`);
    }
  }
}
