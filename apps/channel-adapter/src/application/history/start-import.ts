import { inTransaction } from '@orderloom/outbox';
import { fields, type Field } from '../../domain/order-file/layouts.ts';
import { guessColumns, type ColumnPlan } from '../../domain/order-file/guess-columns.ts';
import { auditEvent } from '../audit.ts';
import type { HistoryDeps, HistoryShop, ImportJob } from './ports.ts';

export type StartRefusal = 'NOT_READY' | 'NO_SUCH_IMPORT' | 'NO_ORDER_COLUMN' | 'COLUMN_TWICE' | 'NO_SHOP' | 'NO_CHANNEL';

export interface StartWish {
  readonly importId: string;
  readonly shopId: string;
  readonly newShop: { readonly channel: string; readonly name: string } | undefined;
  /** What the person made of the guess; without it the guess stands. */
  readonly columns: readonly { readonly index: number; readonly field: string }[] | undefined;
  readonly account: string;
}

const CHANNEL = /^(DY|JD|TM|PD|WX|MT|XH|KS|PO|WS)$/;

/** A person confirmed columns and shop: the import may begin. */
export async function startImport(deps: HistoryDeps, wish: StartWish): Promise<ImportJob | StartRefusal> {
  const job = await deps.jobs.read(wish.importId);
  if (job === undefined) return 'NO_SUCH_IMPORT';
  const { inspection } = job;
  if (inspection === undefined || (job.state !== 'READY' && job.state !== 'INSPECTING')) return 'NOT_READY';
  const plan = planOf(
    inspection.columns.map((column) => column.header),
    wish.columns,
  );
  if (typeof plan === 'string') return plan;
  const now = deps.now();
  const made = wish.newShop === undefined ? undefined : shopMade(wish.newShop);
  const shop = made ?? (await deps.jobs.shops()).find((one) => one.id === wish.shopId);
  if (shop === undefined) return 'NO_SHOP';
  if (!CHANNEL.test(shop.channel)) return 'NO_CHANNEL';
  const started = await inTransaction(deps.pool, async (tx) => {
    if (made !== undefined) await deps.jobs.makeShop(tx, { ...made, by: wish.account, now });
    if (!(await deps.jobs.start(tx, job.id, { plan, shop, account: wish.account, now }))) return false;
    await deps.outbox.append(tx, [
      auditEvent({
        actor: wish.account,
        actorKind: 'PERSON',
        deed: 'history-import-started',
        subjectKind: 'import',
        subjectId: job.id,
        details: { shop: shop.id, layout: plan.layout },
        now,
      }),
    ]);
    return true;
  });
  return started ? ((await deps.jobs.read(job.id)) ?? 'NO_SUCH_IMPORT') : 'NOT_READY';
}

/** Takes an import back; its rows go, the sealed file stays. */
export async function wishUndo(deps: HistoryDeps, importId: string, account: string): Promise<ImportJob | 'NOT_READY' | 'NO_SUCH_IMPORT'> {
  const moved = await inTransaction(deps.pool, async (tx) => {
    if (!(await deps.jobs.move(tx, importId, ['DONE'], 'UNDOING'))) return false;
    await deps.outbox.append(tx, [
      auditEvent({
        actor: account,
        actorKind: 'PERSON',
        deed: 'history-import-undone',
        subjectKind: 'import',
        subjectId: importId,
        now: deps.now(),
      }),
    ]);
    return true;
  });
  const job = await deps.jobs.read(importId);
  return job === undefined ? 'NO_SUCH_IMPORT' : moved ? job : 'NOT_READY';
}

function planOf(headers: readonly string[], wished: StartWish['columns']): ColumnPlan | 'NO_ORDER_COLUMN' | 'COLUMN_TWICE' {
  const { layout, channel, money, columns: guessed } = guessColumns(headers);
  const columns: Partial<Record<Field, number>> = wished === undefined ? { ...guessed } : {};
  for (const { index, field: name } of wished ?? []) {
    const field = fields.find((one) => one === name);
    if (field === undefined || index < 0 || index >= headers.length) continue;
    if (columns[field] !== undefined) return 'COLUMN_TWICE';
    columns[field] = index;
  }
  return columns.order === undefined ? 'NO_ORDER_COLUMN' : { layout, channel, money, columns };
}

function shopMade(wish: { readonly channel: string; readonly name: string }): HistoryShop | undefined {
  const name = wish.name.trim().slice(0, 60);
  return name === '' ? undefined : { id: `file-${wish.channel.toLowerCase()}-${slug(name)}`, channel: wish.channel, name, live: false };
}

/** Ids of shops stand in addresses: letters and digits, whatever the name is written in. */
function slug(name: string): string {
  return Buffer.from(name).toString('hex').slice(0, 24);
}
