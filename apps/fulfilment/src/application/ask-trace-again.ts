import { DomainError } from '@orderloom/domain-kernel';
import { inTransaction, keepAnswers, lookUpCommand, printOf, type AskedCommand } from '@orderloom/outbox';
import { OutboundUnavailable } from '@orderloom/service-runtime';
import { v7 as uuidv7 } from 'uuid';
import { applyRoutes, type RouteDeps } from './apply-routes.ts';
import { noEffects } from './fulfilment-state.ts';
import type { CarrierLink } from './ports.ts';

export class ParcelMissing extends DomainError {
  readonly code = 'PARCEL_NOT_FOUND';
}

export class ParcelUnnumbered extends DomainError {
  readonly code = 'PARCEL_WITHOUT_NUMBER';
}

export class TraceAskedJustNow extends DomainError {
  readonly code = 'TRACE_ASKED_JUST_NOW';
  readonly nextAt: Date;

  constructor(nextAt: Date) {
    super('The carrier was asked for this parcel a moment ago.');
    this.nextAt = nextAt;
  }
}

export class CarrierSilent extends DomainError {
  readonly code = 'CARRIER_SILENT';
}

/** A carrier is not asked for the same parcel more often than this, whoever asks. */
export const askEveryMs = 60_000;

export interface AskTraceDeps extends RouteDeps {
  readonly carrierOf: (code: string) => { readonly system: string; readonly link: CarrierLink } | undefined;
}

export interface AskTraceWish {
  readonly orderId: string;
  readonly parcelId: string;
  readonly actor: string;
  readonly idempotencyKey: string;
  /** Whose idempotency key it is. */
  readonly scope: string;
}

/** Asks the carrier for a parcel's way now (FUL-11); what it tells becomes facts like any push. Answers with how many nodes were new. */
export async function askTraceAgain(deps: AskTraceDeps, wish: AskTraceWish): Promise<{ readonly newNodes: number }> {
  const question = await noteQuestion(deps, wish);
  if ('newNodes' in question) return question;
  const carrier = deps.carrierOf(question.carrier);
  if (carrier === undefined) throw new CarrierSilent('No account at this carrier.', { carrier: question.carrier });
  const answer = await carrier.link.routes([question.trackingNumber]).catch((error: unknown) => {
    if (error instanceof OutboundUnavailable) throw new CarrierSilent('The carrier does not answer.', { carrier: question.carrier });
    throw error;
  });
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const effects = noEffects();
    const reads = answer.nodes.map((node) => ({
      push: { kind: 'ROUTED' as const, node },
      system: carrier.system,
      rawRef: answer.rawRef,
      receivedAt: now,
    }));
    await applyRoutes(deps, tx, reads, effects, now);
    const newNodes = effects.events.length;
    await deps.append(tx, [...effects.events, askedEvent(wish, newNodes, now)]);
    await keepAnswers(tx, [{ asked: askedOf(wish), answer: { newNodes } }], now);
    return { newNodes };
  });
}

/** Writes down that it is being asked, before it is; a refusal leaves nothing behind. */
async function noteQuestion(
  deps: AskTraceDeps,
  wish: AskTraceWish,
): Promise<{ readonly newNodes: number } | { readonly carrier: string; readonly trackingNumber: string }> {
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const known = await lookUpCommand(tx, askedOf(wish));
    if (known.kind === 'answered') return known.answer as { readonly newNodes: number }; // written above with the same shape
    await keepAnswers(tx, [{ asked: askedOf(wish), answer: null }], now);
    const { rows } = await tx.query<{ carrier: string; tracking_number: string | null }>(
      'select carrier, tracking_number from parcel where id = $1 and order_id = $2',
      [wish.parcelId, wish.orderId],
    );
    const [parcel] = rows;
    if (parcel === undefined) throw new ParcelMissing('No such parcel of this order.', { parcelId: wish.parcelId });
    if (parcel.tracking_number === null) throw new ParcelUnnumbered('The parcel has no number yet.', { parcelId: wish.parcelId });
    const asked = await tx.query(
      `insert into trace_question (parcel_id, asked_at, asked_by) values ($1, $2, $3)
       on conflict (parcel_id) do update set asked_at = excluded.asked_at, asked_by = excluded.asked_by where trace_question.asked_at <= $4`,
      [wish.parcelId, now, wish.actor, new Date(now.getTime() - askEveryMs)],
    );
    if (asked.rowCount === 0) {
      const last = await tx.query<{ asked_at: Date }>('select asked_at from trace_question where parcel_id = $1', [wish.parcelId]);
      throw new TraceAskedJustNow(new Date((last.rows[0]?.asked_at ?? now).getTime() + askEveryMs));
    }
    return { carrier: parcel.carrier, trackingNumber: parcel.tracking_number };
  });
}

function askedOf({ scope, idempotencyKey, orderId, parcelId }: AskTraceWish): AskedCommand {
  return { scope, key: idempotencyKey, command: 'askTraceAgain', print: printOf({ orderId, parcelId }) };
}

function askedEvent(wish: AskTraceWish, newNodes: number, now: Date) {
  return {
    type: 'hub.fulfilment.audit-recorded.v1' as const,
    aggregateId: wish.orderId,
    orderId: wish.orderId,
    actor: wish.actor,
    data: {
      auditId: uuidv7(),
      actorKind: 'ACTOR_KIND_PERSON' as const,
      actor: wish.actor,
      deed: 'trace-asked-again',
      subjectKind: 'parcel',
      subjectId: wish.parcelId,
      orderId: wish.orderId,
      details: { newNodes: String(newNodes) },
      actedAt: now,
    },
  };
}
