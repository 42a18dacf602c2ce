import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@orderloom/testing';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromRoot } from '../../../../tools/start/paths.ts';
import type { PlaceOrder } from '../hub/sandbox.ts';
import { readStock, type Hub } from '../hub/start-hub.ts';
import { twinWhen } from '../hub/watch.ts';
import { countClicks, word, wordPattern, type Stage } from './stage.ts';
import { documents } from '../hub/documents.ts';

const houses = ['WH-HZ', 'WH-JH', 'WH-SHC', 'WH-GZ', 'WH-CD', 'WH-TJ'] as const;
const wish = (buyer: number, more: Partial<PlaceOrder> = {}): PlaceOrder => ({
  channel: 'DY',
  buyer,
  plain: true,
  address: { district: '330106', name: '上官测径', phone: '13905716428' },
  lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }],
  ...more,
});

/** The journeys of the product in a real browser: each within its budget of clicks. What it took is printed, for the machine decides that. */
export function journeys(stage: () => Stage): void {
  describe('a journey', () => {
    it('J3 takes customer service from the search box to the copied answer in three clicks', async () => {
      const { hub } = stage();
      const no = await hub.sandbox.place(wish(60));
      const { id } = await twinWhen(hub, no, (twin) => twin.answer.code === 'WITH_WAREHOUSE', 60_000);
      await walk(stage(), { journey: 'J3', account: 'service', from: '/', most: 3 }, async (page) => {
        await searchBox(page).click();
        await page.keyboard.insertText(no);
        await page.keyboard.press('Enter');
        await page.waitForURL(`**/orders/${id}`);
        await page.getByRole('button', { name: word('answer.copy') }).click();
        await page
          .locator('.ant-message')
          .filter({ hasText: word('answer.copied') })
          .waitFor();
        const copied = await page.evaluate<string>('navigator.clipboard.readText()');
        expect(copied).toContain('已付款');
        expect(unclocked(copied)).toBe(unclocked(await page.locator('main h1').innerText()));
      });
    });

    it('J12 holds exactly the orders that 500 pasted numbers name, in three clicks after the paste', async () => {
      const { hub } = stage();
      const sku = 'POT-YIXING';
      // Without goods they wait, and no warehouse has them: each can still be held.
      await shelve(hub, sku, 'WH-HZ', 0);
      const lines = [{ sku, quantity: 1 }];
      const numbers = await Promise.all(Array.from({ length: 20 }, (_, at) => hub.sandbox.place(wish(70 + at, { lines }))));
      const ids = await Promise.all(numbers.map(async (no) => (await twinWhen(hub, no, () => true, 60_000)).id));
      const unknown = Array.from({ length: 480 }, (_, at) => `69999999999990${String(at).padStart(5, '0')}`);
      const pasted = unknown.flatMap((each, at) => (at % 24 === 0 ? [numbers[at / 24] ?? '', each] : [each])).join('\n');
      await walk(stage(), { journey: 'J12', account: 'operations', from: '/orders', most: 3, before: searchBox }, async (page) => {
        await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(pasted)})`);
        await page.keyboard.press('Control+V');
        await page.waitForURL('**/orders?set=*');
        await page.locator('main [data-total="20"][data-exact="true"]').waitFor();
        const note = await page.locator('main [role=note]').innerText();
        expect(note).toContain(said('find.found', { asked: '500', orders: '20' }));
        expect(note).toContain(said('find.missing', { count: '480' }));
        // What was pasted comes picked: nothing to select.
        await page.getByRole('toolbar').getByText('已选 20 单').waitFor();
        await page
          .getByRole('toolbar')
          .getByRole('button', { name: word('bulkDeeds.HOLD'), exact: true })
          .click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: wordPattern('bulk.go') })
          .click();
        await page.locator('[data-job][data-over="true"]').waitFor();
        expect(await page.locator('[data-job]').innerText()).toContain(
          said('bulk.parts', { done: '20', refused: '0', failed: '0', waiting: '0' }),
        );
      });
      await eventually(async () => expect(await heldOf(hub, ids)).toEqual([...ids].sort()), { timeoutMs: 20_000, everyMs: 200 });
    });

    it('J10 shows the health radar of a file of old orders in four clicks', async () => {
      const { hub } = stage();
      const file = join(hub.system.dataDir, 'old-orders.csv');
      execFileSync(process.execPath, [
        fromRoot('tools', 'order-files', 'main.ts'),
        ...['--layout', 'douyin', '--orders', '300', '--seed', '12', '--out', file],
      ]);
      await walk(stage(), { journey: 'J10', account: 'operations', from: '/health/import', most: 4 }, async (page) => {
        const chooser = page.waitForEvent('filechooser');
        await page
          .locator('button')
          .filter({ hasText: word('imports.choose') })
          .click();
        await (await chooser).setFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: readFileSync(file) });
        await page.getByRole('combobox', { name: word('imports.shop') }).click();
        await page
          .locator('.ant-select-item-option')
          .filter({ hasText: word('imports.newShop') })
          .click();
        await page.locator('[data-import-start]:not([disabled])').click();
        await page.locator('[data-import-state="DONE"]').waitFor();
        await page.locator('[data-radar-final="true"]').waitFor();
        await page
          .locator('main')
          .getByText(said('importRadar.whole', { count: '300' }))
          .waitFor();
        expect(await page.locator('[data-axis][data-known="true"]').count()).toBeGreaterThan(2);
      });
    });

    // A platform that stays renamed would hold every order after this one.
    afterEach(async () => {
      await stage().hub.sandbox.behave();
    });

    it('J9 mends a field that a platform renamed, tried on stored payloads, in five clicks', async () => {
      const { hub } = stage();
      for (const buyer of [100, 101]) await twinWhen(hub, await hub.sandbox.place(wish(buyer)), () => true);
      await hub.sandbox.misbehave({ system: 'douyin', operation: '*', kind: 'rename-field', from: 'pay_amount', to: 'paid_amount_v2' });
      const held = await Promise.all([102, 103, 104].map((buyer) => hub.sandbox.place(wish(buyer))));
      for (const no of held) await eventually(async () => expect(JSON.stringify(await hub.door.workItems('QUARANTINE'))).toContain(no));
      await walk(stage(), { journey: 'J9', account: 'operations', from: '/mapping', most: 5 }, async (page) => {
        await page.getByRole('button', { name: wordPattern('mapping.acceptWires') }).click();
        const steps = page.getByRole('list', { name: word('mapping.steps') });
        await steps.getByText(said('mapping.throughCount', { total: '3', through: '3' })).waitFor();
        const tried = await steps.getByRole('link', { name: wordPattern('mapping.testResult') }).innerText();
        const [total, read] = tried.match(/\d+/g) ?? [];
        expect(Number(total)).toBeGreaterThan(3);
        expect(read).toBe(total);
        await page.getByRole('button', { name: wordPattern('mapping.publish') }).click();
        await page
          .locator('.ant-modal')
          .getByRole('button', { name: wordPattern('mapping.publish') })
          .click();
        await page.getByRole('button', { name: said('mapping.replay', { count: '3' }) }).click();
        await page
          .locator('.ant-popconfirm')
          .getByRole('button', { name: said('mapping.replay', { count: '3' }) })
          .click();
        await page
          .locator('.ant-message')
          .getByText(said('mapping.replayed', { released: '3', held: '0' }))
          .waitFor();
      });
      for (const no of held) await twinWhen(hub, no, () => true);
    });

    it('J1 reroutes the worst stuck orders, from the figure to the done job, in five clicks', async () => {
      const { hub } = stage();
      const sku = 'CAKE-MATCHA';
      // Cake that lies in no cold store can be locked, and sent from nowhere.
      await shelve(hub, sku, 'WH-HZ', 60);
      const numbers = await Promise.all([110, 111, 112].map((buyer) => hub.sandbox.place(wish(buyer, { lines: [{ sku, quantity: 1 }] }))));
      for (const no of numbers) await twinWhen(hub, no, (twin) => twin.stuck && twin.currentGate === 3);
      await shelve(hub, sku, 'WH-SHC', 90);
      await walk(stage(), { journey: 'J1', account: 'operations', from: '/', most: 5 }, async (page) => {
        await page.locator('nav a[href="/orders/stuck"]').first().click();
        const group = page.locator('[data-cause="SOURCING_FAILED|NO_STOCK_IN_REACH"]');
        await group.getByRole('button', { name: word('bulkDeeds.SOURCE_AGAIN') }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: wordPattern('bulk.go') })
          .click();
        await page.locator('[data-job][data-over="true"]').waitFor();
        expect(await page.locator('[data-job]').innerText()).toContain(
          said('bulk.parts', { done: '3', refused: '0', failed: '0', waiting: '0' }).slice('成功 3'.length),
        );
        await page
          .getByRole('dialog')
          .getByRole('button', { name: word('bulk.close'), exact: true })
          .click();
        await group.waitFor({ state: 'detached' });
      });
      for (const no of numbers) await twinWhen(hub, no, (twin) => !twin.stuck && twin.currentGate > 3);
    });
  });
}

interface Way {
  readonly journey: string;
  readonly account: string;
  readonly from: string;
  readonly most: number;
  /** Where the hand already is when the journey begins. */
  readonly before?: (page: Page) => ReturnType<Page['locator']>;
}

/** Opens the first page of a journey, lets it be walked, and judges its clicks. */
async function walk({ base, signedIn }: Stage, way: Way, go: (page: Page) => Promise<void>): Promise<void> {
  const page = await signedIn(way.account);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base });
  const clicks = await countClicks(page);
  await page.goto(base + way.from);
  await page.locator('nav a[href="/orders"]').first().waitFor();
  await way.before?.(page).click();
  const free = await clicks();
  const from = Date.now();
  await go(page);
  const spent = (await clicks()) - free;
  process.stdout.write(`${way.journey}: ${spent} clicks of ${way.most}, ${((Date.now() - from) / 1_000).toFixed(1)} s\n`);
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(way.most);
  await page.context().close();
}

/** The page's own box where it has one, else the shell's. */
const searchBox = (page: Page) => page.getByRole('textbox', { name: word('shell.searchLabel') }).last();

/** What a message says with numbers in it, as the screens write them. */
function said(place: string, values: Readonly<Record<string, string>>): string {
  return word(place)
    .replaceAll(/\{(\w+)(?:, number)?\}/g, (whole, name: string) => values[name] ?? whole)
    .replace(/\{\w+, select.*$/, '');
}

/** Spans grow while one looks at them. */
const unclocked = (text: string): string => text.replaceAll(/[\d\s]+/g, '');

const heldOrders = z.object({ orders: z.object({ nodes: z.array(z.object({ id: z.string(), openHoldIds: z.array(z.string()) })) }) });

/** Which of these orders a hold keeps. */
async function heldOf(hub: Hub, ids: readonly string[]): Promise<readonly string[]> {
  const data = await hub.door.ask(documents.openHolds, {
    ids,
  });
  return heldOrders
    .parse(data)
    .orders.nodes.flatMap((order) => (order.openHoldIds.length > 0 ? [order.id] : []))
    .sort();
}

/** All goods of a SKU stand in one warehouse, and the hub has counted them. */
async function shelve(hub: Hub, sku: string, where: string, quantity: number): Promise<void> {
  for (const warehouse of houses)
    await hub.sandbox.deed('qimen', 'set-stock', { warehouse, sku, quantity: warehouse === where ? quantity : 0 });
  await eventually(async () => expect((await readStock(hub.door)).get(sku)?.onHand).toBe(quantity), { timeoutMs: 30_000, everyMs: 200 });
}
