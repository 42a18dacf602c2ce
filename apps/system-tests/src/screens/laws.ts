import { eventually } from '@orderloom/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { faultsOf, type Stage } from './stage.ts';
import { nameOf, type Variant } from './variants.ts';
import { documents } from '../hub/documents.ts';

/** Every place that a signed-in person can open by its address alone. */
export const places = [
  '/',
  '/alerts',
  '/orders',
  '/orders/stuck',
  '/exceptions',
  '/inventory',
  '/warehouses',
  '/channels',
  '/health/import',
  '/mapping',
  '/audit',
  '/sandbox',
  '/settings',
  '/settings?part=keys',
  '/settings?part=webhooks',
] as const;

const total = z.object({ orders: z.object({ totalCount: z.number(), totalIsExact: z.boolean() }) });

/** Law L1 on every board: the number on a mark is the total of the list that it opens. Nothing may change meanwhile. */
export function everyNumberIsADoor(stage: () => Stage): void {
  it('gives every number on the boards exactly the rows behind it (L1)', async () => {
    const { base, hub, signedIn } = stage();
    const page = await signedIn('operations');
    await page.goto(base);
    await page.locator('main a[href*="?set="]').first().waitFor();
    await eventually(async () => expect(await page.locator('[aria-busy=true]').count()).toBe(0), { timeoutMs: 30_000 });
    // A board that has waited for less than 200 ms shows neither its numbers nor that it is busy.
    const doors = await eventually(
      async () => {
        const found = await doorsOf(page);
        expect(found.length).toBeGreaterThan(5);
        return found;
      },
      { timeoutMs: 30_000, everyMs: 500 },
    );
    const wrong: string[] = [];
    for (const { set, count } of doors) {
      const data = await hub.door.ask(documents.countOfSet, { set });
      const { orders } = total.parse(data);
      if (orders.totalCount !== count || !orders.totalIsExact) wrong.push(`${set}: ${count} on the mark, ${orders.totalCount} in the list`);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });
}

/** Numbers of the page that open a set of orders, as they stand at one instant. */
async function doorsOf(page: Page): Promise<readonly { readonly set: string; readonly count: number }[]> {
  const found = await page.evaluate<
    { set: string; text: string }[]
  >(`[...document.querySelectorAll('main a[href^="/orders?set="]')].map((door) => ({
    set: new URL(door.href).searchParams.get('set'), text: door.textContent.trim() }))`);
  // A door says its number alone or with one word: "33", "通过 33".
  return found.flatMap(({ set, text }) => {
    const count = /^(?:[\p{Script=Han}]+ ?)?(\d[\d,]*)$/u.exec(text)?.[1];
    return count === undefined ? [] : [{ set, count: Number(count.replaceAll(',', '')) }];
  });
}

/** The sources that a place shows. The loss of any other may cost it nothing. */
const sourcesOf = {
  '/': ['control-tower'],
  '/orders': ['control-tower'],
  '/warehouses': ['fulfilment', 'inventory', 'control-tower'],
} as const satisfies Partial<Record<(typeof places)[number], readonly string[]>>;

/** Law L6: each subgraph dead, then frozen: the shell and the widgets of the other sources stay. */
export function oneSourceDownCostsItsOwnWidgets(stage: () => Stage, apps: readonly string[]): void {
  it.each(apps.flatMap((app) => [[app, 'dead'] as const, [app, 'frozen'] as const]))(
    'keeps every other widget while %s is %s (L6)',
    async (app, how) => {
      const { base, hub, signedIn } = stage();
      const page = await signedIn('operations');
      const own: string[] = [];
      page.on('pageerror', (error) => own.push(error.message));
      if (how === 'dead') await hub.system.hold(app);
      else hub.system.kill(app, 'SIGSTOP');
      try {
        for (const [place, sources] of Object.entries(sourcesOf)) {
          await page.goto(base + place);
          await page.locator('nav a[href="/orders"]').first().waitFor();
          await page.locator('main section').first().waitFor();
          // Whoever waits for the silent source says so in the end; nothing waits for ever.
          await eventually(async () => expect(await page.locator('main [aria-busy=true]').count()).toBe(0), { timeoutMs: 30_000 });
          const troubles = await page.locator('main [role=alert][data-kind]').allInnerTexts();
          if (!sources.some((source) => source === app)) expect(troubles, `${place} without ${app}`).toEqual([]);
        }
        expect(own).toEqual([]);
      } finally {
        if (how === 'dead') await hub.system.resume(app);
        else hub.system.kill(app, 'SIGCONT');
        await hub.system.waitReady(app);
        await page.context().close();
      }
    },
  );
}

/** A third of the places a day, and all of them in the full form. */
function placesOfTheDay(): readonly (typeof places)[number][] {
  if (process.env['HUB_FULL'] === '1') return places;
  const third = Math.floor(Date.now() / 86_400_000) % 3;
  return places.filter((_, index) => index % 3 === third);
}

/** Axe on places; no code, key or empty value stands where people read. */
export function placesAreClean(stage: () => Stage, variants: readonly Variant[]): void {
  // A part without a row shows little of itself; a key is there from the start.
  beforeAll(async () => {
    const { hub } = stage();
    const url = `${hub.system.addresses.url('sandbox', 'http')}/partner-shop/hooks`;
    const input = { partnerId: 'looked-at', url, eventTypes: ['order.placed'], idempotencyKey: 'looked-at' };
    expect(await hub.door.ask(documents.openWebhooks, { input })).toEqual({
      createWebhookEndpoint: { __typename: 'WebhookEndpointCreated' },
    });
  });
  const looks = variants.flatMap((variant) => placesOfTheDay().map((place) => [place, nameOf(variant), variant] as const));
  it.each(looks)('%s in %s has no serious fault by axe, and says nothing that people cannot read', async (place, _name, variant) => {
    const { base, signedIn } = stage();
    const page = await signedIn('admin', variant);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(base + place);
    await page.locator('main h1').first().waitFor();
    await eventually(async () => expect(await page.locator('main [aria-busy=true]').count()).toBe(0), { timeoutMs: 30_000 });
    expect(await faultsOf(page)).toEqual([]);
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/\b(undefined|NaN|\[object Object\]|Invalid Date)\b/);
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(wider, 'wider than its window').toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });
}
