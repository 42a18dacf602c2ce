import type { Tx } from '@orderloom/outbox';
import type { StockBooks } from './ports.ts';

export interface ProductSetting {
  readonly sku: string;
  readonly safety: number;
  readonly name: string;
  readonly nameEn: string;
}

/** Makes the deployment's SKUs known and sets their safety stock; units on hand come from the warehouses only. */
export async function keepProducts(
  deps: { readonly books: StockBooks; readonly noteChanged: (skus: readonly string[]) => void },
  tx: Tx,
  work: { readonly products: readonly ProductSetting[]; readonly now: Date },
): Promise<void> {
  const products = work.products.toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
  const { rows } = await tx.query<{ sku: string }>(
    `insert into sku_stock as s (sku, safety, name, name_en) select * from unnest($1::text[], $2::int[], $3::text[], $4::text[])
     on conflict (sku) do update set safety = excluded.safety, name = excluded.name, name_en = excluded.name_en
      where (s.safety, s.name, s.name_en) is distinct from (excluded.safety, excluded.name, excluded.name_en)
     returning sku`,
    [
      products.map((product) => product.sku),
      products.map((product) => product.safety),
      products.map((product) => product.name),
      products.map((product) => product.nameEn),
    ],
  );
  const changed = rows.map((row) => row.sku);
  if (changed.length === 0) return;
  deps.books.forget({ skus: changed });
  tx.onCommit(() => deps.noteChanged(changed));
  // Less safety stock may let orders go on that wait.
  const book = await deps.books.open(tx, { orderIds: [], skus: changed });
  for (const sku of changed) book.risen.add(sku);
  await deps.books.close(tx, book, work.now);
}
