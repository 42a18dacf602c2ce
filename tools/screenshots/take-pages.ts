import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { lookAt } from '../../apps/system-tests/src/screens/stage.ts';
import { root } from '../start/paths.ts';
import { pageShots, variants } from './pages.ts';

/** What `{...}` in a page's path stands for. */
export type Fillings = Readonly<Record<string, string>>;

export interface Look {
  readonly base: string;
  readonly dataDir: string;
  readonly password: string;
  readonly fillings: Fillings;
  /** Only pages of these names; all of them when empty. */
  readonly only: readonly string[];
  readonly out: string;
  readonly say: (text: string) => void;
}

const restMs = 2_500;
const patienceMs = 20_000;

/** Photographs every page in four variants, small, and says which of them is wider than its window. Answers with what went wrong. */
export async function takePages(look: Look): Promise<readonly string[]> {
  const out = resolve(root, look.out);
  mkdirSync(out, { recursive: true });
  const troubles: string[] = [];
  const wanted = pageShots.filter((shot) => look.only.length === 0 || look.only.includes(shot.name));
  for (const variant of variants) {
    for (const [account, shots] of Map.groupBy(wanted, (shot) => shot.account)) {
      const eyes = lookAt(look.base, join(look.dataDir, 'browser'), look.password);
      const page = account === '' ? await (await eyes.open(variant)).newPage() : await eyes.signedIn(account, variant);
      page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error.message.slice(0, 200)}`));
      for (const shot of shots) {
        const path = shot.path.replaceAll(/\{(\w+)\}/g, (whole, key: string) => look.fillings[key] ?? whole);
        if (path.includes('{')) {
          troubles.push(`${shot.name}: the hub has nothing for ${path}`);
          continue;
        }
        const name = `${shot.name}-${variant.width}-${variant.theme}`;
        const trouble = await take(page, { address: look.base + path, until: shot.until, file: join(out, `${name}.png`) });
        look.say(`${name} ${trouble ?? 'ok'}`);
        if (trouble !== undefined) troubles.push(`${name}: ${trouble}`);
      }
      await eyes.close();
    }
  }
  return troubles;
}

/** A widget that waits for its source says so; a picture of it would show nothing. */
async function untilQuiet(page: Page): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while ((await page.locator('main [aria-busy=true]').count()) > 0) {
    if (Date.now() > until) return false;
    await delay(250);
  }
  return true;
}

async function take(
  page: Page,
  shot: { readonly address: string; readonly until: string; readonly file: string },
): Promise<string | undefined> {
  await page.goto(shot.address, { waitUntil: 'domcontentloaded' });
  const shown = await page
    .locator(shot.until)
    .first()
    .waitFor()
    .then(
      () => true,
      () => false,
    );
  await delay(restMs);
  const quiet = await untilQuiet(page);
  const picture = await page.screenshot({ animations: 'disabled' });
  await sharp(picture).png({ palette: true, colours: 96, effort: 8, compressionLevel: 9 }).toFile(shot.file);
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (!shown) return `without ${shot.until}`;
  if (!quiet) return `still loading after ${patienceMs / 1000} s`;
  return wider > 0 ? `${wider} px wider than its window` : undefined;
}
