import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { lookAt } from '../../apps/system-tests/src/screens/stage.ts';
import { fromRoot } from '../start/paths.ts';
import { partShots, type PartShot } from './parts.ts';

const patienceMs = 20_000;

/** Cuts the pictures of docs/design.md out of a running command center with orders in it. Answers with the parts that were nowhere. */
export async function takeParts(look: {
  readonly base: string;
  readonly dataDir: string;
  readonly password: string;
  /** An order whose page has every part. */
  readonly order: string;
  readonly only: readonly string[];
  readonly say: (text: string) => void;
}): Promise<readonly string[]> {
  const out = fromRoot('docs/screenshots/parts');
  mkdirSync(out, { recursive: true });
  const missed: string[] = [];
  const wanted = partShots.filter((shot) => look.only.length === 0 || look.only.includes(shot.name));
  for (const shots of Map.groupBy(wanted, (shot) => `${shot.page} ${shot.width} ${shot.dark === true}`).values()) {
    const [first] = shots;
    if (first === undefined) continue;
    const eyes = lookAt(look.base, join(look.dataDir, 'browser'), look.password);
    const page = await eyes.signedIn('operations', { width: first.width, theme: first.dark === true ? 'dark' : 'light' });
    await page.goto(look.base + (first.page === 'order' ? `/orders/${look.order}` : first.page), { waitUntil: 'domcontentloaded' });
    for (const shot of shots) {
      const seen = await cut(page, shot, join(out, `${shot.name}.png`));
      look.say(`${shot.name} ${seen ? 'ok' : 'not on its page'}`);
      if (!seen) missed.push(shot.name);
    }
    await eyes.close();
  }
  return missed;
}

async function cut(page: Page, shot: PartShot, path: string): Promise<boolean> {
  const part = page.locator(shot.selector).first();
  const seen = await part.waitFor({ state: 'visible', timeout: patienceMs }).then(
    () => true,
    () => false,
  );
  if (!seen) return false;
  const photograph = (): Promise<unknown> => part.screenshot({ path, animations: 'disabled' });
  // The page lives: a row may be drawn anew between finding it and taking its picture.
  await photograph().catch(photograph);
  return true;
}
