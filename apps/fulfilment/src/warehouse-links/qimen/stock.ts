import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { CountedSku, WarehouseLink } from '../../application/ports.ts';
import type { QimenClient } from './client.ts';
import { listAt, textAt, type XmlRecord } from './xml.ts';

const PAGE = 100;
const MOST_PAGES = 500;

/**
 * Good stock of a warehouse, all pages. A WMS without `stock.query` is asked by `inventory.query` for the SKUs that we know.
 * `quantity` is what is not frozen, so nothing is deducted from it; rows of batches add up.
 */
export function countStock(client: QimenClient, ownerCode: string, skus: readonly string[]): WarehouseLink['countStock'] {
  return async (warehouseId) => (await pages(client, ownerCode, warehouseId)) ?? byItem(client, ownerCode, warehouseId, skus);
}

async function pages(client: QimenClient, ownerCode: string, warehouseId: string) {
  const counted = new Map<string, CountedSku>();
  let rawRef = '';
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.call(
      'stock.query',
      // Without the type the damaged goods come too.
      { warehouseCode: warehouseId, ownerCode, inventoryType: 'ZP', page, pageSize: PAGE },
      warehouseId,
    );
    if (!answer.ok) {
      if (page === 1) return undefined;
      throw new OutboundUnavailable(`qimen stock.query: page ${page} refused`, { sent: true });
    }
    rawRef = answer.rawRef;
    const rows = listAt(answer.content, 'items', 'item');
    addRows(counted, rows, warehouseId);
    if (rows.length < PAGE) break;
  }
  return { rawRef, items: [...counted.values()] };
}

async function byItem(client: QimenClient, ownerCode: string, warehouseId: string, skus: readonly string[]) {
  const counted = new Map<string, CountedSku>();
  let rawRef = '';
  for (let from = 0; from < skus.length; from += PAGE) {
    const criteria = skus
      .slice(from, from + PAGE)
      .map((sku) => ({ warehouseCode: warehouseId, ownerCode, itemCode: sku, inventoryType: 'ZP' }));
    const answer = await client.call('inventory.query', { criteriaList: { criteria } }, warehouseId);
    if (!answer.ok) throw new OutboundUnavailable(`qimen inventory.query: ${answer.code}`, { sent: true });
    rawRef = answer.rawRef;
    addRows(counted, listAt(answer.content, 'items', 'item'), warehouseId);
  }
  return { rawRef, items: [...counted.values()] };
}

function addRows(counted: Map<string, CountedSku>, rows: readonly XmlRecord[], warehouseId: string): void {
  for (const row of rows) {
    const sku = textAt(row, 'itemCode');
    const type = textAt(row, 'inventoryType');
    const warehouse = textAt(row, 'warehouseCode');
    if (sku === '' || (type !== '' && type !== 'ZP') || (warehouse !== '' && warehouse !== warehouseId)) continue;
    const before = counted.get(sku) ?? { sku, quantity: 0, frozen: 0 };
    counted.set(sku, {
      sku,
      quantity: before.quantity + wholeNumber(textAt(row, 'quantity')),
      frozen: before.frozen + wholeNumber(textAt(row, 'lockQuantity')),
    });
  }
}

/** Quantities are texts, some with decimals (`5.00`); what is no number counts as none rather than as a guess. */
export function wholeNumber(text: string): number {
  const value = /^[+-]?\d{1,9}(\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : 0;
  return Object.is(value, -0) ? 0 : value;
}
