import { spawn, type ChildProcess } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { eventually } from '@orderloom/testing';
import chromiumPack from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';
import { buildCommandCenter } from '../../../../tools/start/parts/artefacts.ts';
import { fromRoot } from '../../../../tools/start/paths.ts';
import { startHub, type Hub } from '../hub/start-hub.ts';

/** A running hub with its screens and the browsers that look at them. */
export interface Stage {
  readonly hub: Hub;
  /** Origin of the command center. */
  readonly base: string;
  /** Everything that any page asked for, whatever it was. */
  readonly asked: readonly string[];
  /** A browser of its own with nobody signed in. */
  readonly open: (wish?: OpenWish) => Promise<BrowserContext>;
  /** A page of an account that is signed in. */
  readonly signedIn: (account: string, wish?: OpenWish) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export interface OpenWish {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'zh-CN' | 'en';
  readonly theme?: 'light' | 'dark';
}

const patienceMs = (): number => Number(process.env['HUB_E2E_PATIENCE_MS'] ?? 45_000);

/** Starts a hub of its own with the production build of the screens. */
export async function openStage(name: string): Promise<Stage> {
  const [hub] = await Promise.all([startHub({ name }), buildCommandCenter()]);
  const base = hub.system.addresses.url('command-center', 'http');
  const screens = serveScreens(hub);
  await eventually(async () => (await fetch(`${base}/readyz`)).ok, { timeoutMs: 60_000, everyMs: 200 });
  const looking = lookAt(base, join(hub.system.dataDir, 'browser'), hub.system.secrets.demoPassword);
  return {
    hub,
    base,
    ...looking,
    close: async () => {
      await looking.close();
      screens.kill('SIGTERM');
      await hub.stop();
    },
  };
}

/** Browsers on screens that run already. */
export function lookAt(base: string, dataHome: string, password: string): Omit<Stage, 'hub' | 'base'> {
  const browsers: Browser[] = [];
  const asked: string[] = [];
  giveFonts(dataHome);
  // A browser each: this build runs in one process, in which the second context sends the first one's cookies.
  const open = async ({ width = 1440, height = 900, language = 'zh-CN', theme = 'light' }: OpenWish = {}): Promise<BrowserContext> => {
    const browser = await chromium.launch({
      executablePath: await chromiumPack.executablePath(),
      args: chromiumPack.args,
      env: { ...process.env, XDG_DATA_HOME: dataHome },
    });
    browsers.push(browser);
    const opened = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    opened.setDefaultTimeout(patienceMs());
    opened.on('request', (request) => asked.push(request.url()));
    await opened.addCookies(
      Object.entries({ hub_language: language, hub_theme: theme }).map(([key, value]) => ({ name: key, value, url: base })),
    );
    return opened;
  };
  return {
    asked,
    open,
    signedIn: async (account, wish) => {
      const context = await open(wish);
      const answer = await context.request.post(`${base}/auth/sign-in`, { data: { account, password }, headers: { origin: base } });
      if (!answer.ok()) throw new Error(`${account} was not let in: ${answer.status()}`);
      return context.newPage();
    },
    close: async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
    },
  };
}

function serveScreens(hub: Hub): ChildProcess {
  const follow = ['--import', fromRoot('tools', 'start', 'processes', 'follow-parent.mjs')];
  const next = fromRoot('node_modules', 'next', 'dist', 'bin', 'next');
  const { host, port } = hub.system.addresses;
  return spawn(process.execPath, [...follow, next, 'start', '-H', host, '-p', String(port('command-center', 'http'))], {
    cwd: fromRoot('apps', 'command-center'),
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HUB_PARENT_PID: String(process.pid),
      GATEWAY_URL: hub.system.addresses.url('gateway', 'http'),
    },
  });
}

// Without a Chinese font every character is a box of one width, and what is cut off cannot be judged.
function giveFonts(dataHome: string): void {
  mkdirSync(join(dataHome, 'fonts'), { recursive: true });
  for (const file of ['400Regular/NotoSansSC_400Regular.ttf', '600SemiBold/NotoSansSC_600SemiBold.ttf']) {
    try {
      symlinkSync(
        fromRoot('node_modules', '@expo-google-fonts', 'noto-sans-sc', file),
        join(dataHome, 'fonts', file.split('/')[1] ?? file),
      );
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

const trees = z.record(z.string(), z.record(z.string(), z.string()));
const messages = fromRoot('apps', 'command-center', 'messages', 'zh-CN');
const chinese: z.infer<typeof trees> = Object.assign(
  {},
  ...globSync('*.json', { cwd: messages }).map((place) => trees.parse(JSON.parse(readFileSync(join(messages, place), 'utf8')))),
);

/** The words of the screens come from their own message file: rewording does not break a claim. */
export function word(place: string, values: Readonly<Record<string, string>> = {}): string {
  const [group = '', key = ''] = place.split('.');
  const text = chinese[group]?.[key];
  if (text === undefined) throw new Error(`no message ${place}`);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** What a page says, as a sentence of its own files may say it with any values. */
export function wordPattern(place: string): RegExp {
  const parts = word(place)
    .split(/\{[^}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join('.*'));
}

/** Serious and critical faults that axe finds on a page. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
}

/** Counts what a person does with the mouse on a page: real clicks, of this page alone. */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.exposeFunction('hubNoteClick', () => {
    clicks += 1;
  });
  let clicks = 0;
  await page.addInitScript(`addEventListener('click', (event) => event.isTrusted && event.detail > 0 && window.hubNoteClick(), true)`);
  return () => Promise.resolve(clicks);
}
