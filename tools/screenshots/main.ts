import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import packed from '@sparticuz/chromium';
import { fromRoot } from '../start/paths.ts';
import { partShots, type PartShot } from './parts.ts';

// Cuts the pictures of docs/design.md out of a running command center with orders in it:
//   HUB_PASSWORD=... node tools/screenshots/main.ts [--base http://127.0.0.1:3000] [--account operations] [name ...]
const { values, positionals } = parseArgs({
  options: { base: { type: 'string', default: 'http://127.0.0.1:3000' }, account: { type: 'string', default: 'operations' } },
  allowPositionals: true,
});
const password = process.env['HUB_PASSWORD'];
if (password === undefined) throw new Error('HUB_PASSWORD is missing: npm start prints it');

const out = fromRoot('docs/screenshots/parts');
const patience = 60_000;

async function open(browser: Browser, width: number, dark: boolean): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  await context.addCookies([{ name: 'hub_theme', value: dark ? 'dark' : 'light', url: values.base }]);
  await signIn(context);
  return await context.newPage();
}

async function signIn(context: BrowserContext): Promise<void> {
  const data = { account: values.account, password };
  const answer = await context.request.post(`${values.base}/auth/sign-in`, { data, headers: { origin: values.base } });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}`);
}

async function go(page: Page, place: string): Promise<void> {
  if (place !== 'order') {
    await page.goto(values.base + place, { waitUntil: 'domcontentloaded' });
    return;
  }
  await page.goto(`${values.base}/orders`, { waitUntil: 'domcontentloaded' });
  const order = page.locator('a[href^="/orders/"]').filter({ hasText: /^[A-Z]{2}\d{8}-/ });
  await page.goto(values.base + ((await order.first().getAttribute('href')) ?? '/orders'), { waitUntil: 'domcontentloaded' });
}

async function shoot(page: Page, shot: PartShot): Promise<boolean> {
  const part = page.locator(shot.selector).first();
  const seen = await part.waitFor({ state: 'visible', timeout: patience / 3 }).then(
    () => true,
    () => false,
  );
  if (seen) await part.screenshot({ path: join(out, `${shot.name}.png`), animations: 'disabled' });
  process.stdout.write(`${shot.name} ${seen ? 'ok' : 'not on its page'}\n`);
  return seen;
}

mkdirSync(out, { recursive: true });
const wanted = partShots.filter((shot) => positionals.length === 0 || positionals.includes(shot.name));
const pages = Map.groupBy(wanted, (shot) => `${shot.page} ${shot.width} ${shot.dark === true}`);
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
let missed = 0;
for (const shots of pages.values()) {
  const [first] = shots;
  if (first === undefined) continue;
  const page = await open(browser, first.width, first.dark === true);
  await go(page, first.page);
  for (const shot of shots) if (!(await shoot(page, shot))) missed += 1;
  await page.context().close();
}
await browser.close();
if (missed > 0) process.exitCode = 1;
