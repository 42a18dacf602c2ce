import { z } from 'zod';
import { hubServices } from '../../tools/start/parts/services.ts';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

const counted = z.object({ count: z.coerce.number() });
const letter = z.object({ event_type: z.string(), reason: z.string() });
const quarantined = z.object({ platform_no: z.string(), reason: z.string(), field: z.string() });

/** Outside commands that were begun or planned and have no answer yet. */
const openCommands: readonly (readonly [string, string, string])[] = [
  ['channel-adapter', 'intake', 'select count(*) from intake_work'],
  ['channel-adapter', 'ship notices', `select count(*) from ship_notice where state in ('PLANNED', 'UNKNOWN')`],
  ['finance-reconciliation', 'vouchers', `select count(*) from voucher where state in ('WAITING', 'PLANNED', 'SENDING')`],
  ['messenger', 'messages', `select count(*) from message where state in ('PLANNED', 'SENDING')`],
  ['fulfilment', 'waybills', `select count(*) from parcel where waybill = 'WANTED'`],
  [
    'fulfilment',
    'parcels to dispatch',
    `select count(*) from parcel where outbound_at is not null and dispatched_at is null and waybill <> 'REFUSED'`,
  ],
  ['fulfilment', 'pushes of the warehouse', `select count(*) from push where state = 'RECEIVED'`],
];

/** What still has to be done, by name; empty when the hub is at rest. */
export async function openWork(state: FinalState): Promise<readonly string[]> {
  const open: string[] = [];
  for (const [app, name, sql] of openCommands) {
    const [row] = await state.query(app, counted, sql);
    if ((row?.count ?? 0) > 0) open.push(`${row?.count ?? 0} ${name}`);
  }
  for (const app of hubServices) {
    const sql = 'select greatest(0, coalesce((select max(seq) from outbox), 0) - settled) as count from outbox_state';
    const [row] = await state.query(app, counted, sql);
    if ((row?.count ?? 0) > 0) open.push(`${row?.count ?? 0} rows in the outbox of ${app}`);
  }
  for (const { stream_name, name, num_pending, num_ack_pending } of await state.consumers()) {
    const waiting = num_pending + num_ack_pending;
    if (waiting > 0) open.push(`${waiting} messages of ${stream_name} for ${name}`);
  }
  return open;
}

/** `open`: what was still under way at the last look. Parcels go on moving after that, so it is not asked a second time. */
export async function nothingIsLeft(state: FinalState, open: readonly string[]): Promise<readonly Verdict[]> {
  const letters: string[] = [];
  for (const app of hubServices) {
    const rows = await state.query(app, letter, 'select event_type, reason from dead_letter where settled_at is null order by id limit 20');
    letters.push(...rows.map(({ event_type, reason }) => `${app}: ${event_type}, ${reason}`));
  }
  const held = await state.query(
    'channel-adapter',
    quarantined,
    'select platform_no, reason, field from quarantine where released_at is null',
  );
  const failed = await state.query(
    'fulfilment',
    z.object({ method: z.string(), reason: z.string() }),
    `select method, reason from push where state = 'FAILED'`,
  );
  return [
    verdict('outboxes drained, nothing under way', open, `${hubServices.length} outboxes, ${openCommands.length} kinds of commands`),
    verdict('no dead letter', letters, 'none open'),
    verdict('nothing in quarantine', held, 'none open'),
    verdict('no push of the warehouse failed', failed, 'none'),
  ];
}
