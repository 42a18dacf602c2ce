import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@orderloom/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databaseUrl, hubServices } from '../../../tools/start/parts/services.ts';
import { needlesOf } from '../src/privacy/forms.ts';
import { searchBytes, searchFiles, type Leak } from '../src/privacy/search.ts';
import { startHub, type Hub } from '../src/hub/start-hub.ts';
import { deliveriesOf, pauseWarehouses, twinWhen } from '../src/hub/watch.ts';
import { documents } from '../src/hub/documents.ts';

// Rare letters that nothing else here uses. Each stands behind what a mask may show: a first letter, three digits. Four of them each:
// two are 30 bits in base64, and were found in the random letters of a keyed index.
const marks = { name: '龘靐齉爨', phone: '00417', address: '鱻麤籲驫', words: '爩灪麣鸜' } as const;
const needles = [
  ...needlesOf('name', marks.name),
  ...needlesOf('phone', `199${marks.phone}`),
  ...needlesOf('address', marks.address),
  ...needlesOf('words', marks.words),
];

const buyers = Number(process.env['HUB_FULL'] === '1' ? 400 : 60);
const traceFile = join(tmpdir(), `orderloom-privacy-${process.pid}.jsonl`);
let hub: Hub;

const person = (nth: number, moved = '') => ({
  name: `欧${marks.name}${nth}${moved}`,
  phone: `199${marks.phone}${String(nth).padStart(3, '0')}`,
  district: ['330106', '310115', '440106', '510107', '110105'][nth % 5] ?? '330106',
  detail: `${marks.address}路${nth}号${moved}1704室`,
});

beforeAll(async () => {
  hub = await startHub({ name: 'privacy', pollSeconds: 5, env: { HUB_TRACE_FILE: traceFile, HUB_TRACE_RATIO: '1', LOG_LEVEL: 'debug' } });
});

afterAll(async () => {
  await hub?.stop();
  rmSync(traceFile, { force: true });
});

describe('personal data', () => {
  const numbers: string[] = [];

  it('goes through everything that the hub does with an order', async () => {
    for (let nth = 0; nth < buyers; nth += 1) {
      const channel = nth % 3 === 0 ? 'WX' : 'DY';
      numbers.push(
        await hub.sandbox.place({
          channel,
          buyer: nth % 300,
          address: person(nth),
          words: `请打给${marks.words}${nth}`,
          lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }],
          push: nth % 7 === 0 ? 'never' : 'normal',
        }),
      );
    }
    await Promise.all(numbers.map((no) => twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND', 90_000)));

    // Not only the straight way: a new address, a refund, a payload that nobody understands, a refusal with the recipient in it.
    await pauseWarehouses(hub, 'pause');
    const moved = await hub.sandbox.place({
      channel: 'DY',
      buyer: 301,
      address: person(901),
      words: marks.words,
      lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }],
    });
    const { id: movedId } = await twinWhen(hub, moved, (twin) => twin.answer.code === 'WITH_WAREHOUSE');
    await hub.sandbox.post(`/orders/${moved}/change-address`, person(902, '新'));
    await deliveriesOf(hub, movedId, 2, 40_000);
    const refunded = await hub.sandbox.place({
      channel: 'WX',
      buyer: 302,
      address: person(903),
      lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }],
    });
    await twinWhen(hub, refunded, (twin) => twin.answer.code === 'WITH_WAREHOUSE');
    await hub.sandbox.post(`/orders/${refunded}/refund`, { reason: `我是${marks.name}` });
    await twinWhen(hub, refunded, (twin) => twin.status === 'CANCELLED');
    await pauseWarehouses(hub, 'unpause');

    await hub.sandbox.misbehave({ system: 'douyin', operation: '*', kind: 'rename-field', from: 'post_receiver', to: `receiver_now` });
    await hub.sandbox
      .place({ channel: 'DY', buyer: 305, address: person(906), words: marks.words, lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }] })
      .then((no) => twinWhen(hub, no, () => true));
    await hub.sandbox.behave();
    await hub.sandbox.misbehave({ system: 'douyin', operation: '*', kind: 'rename-field', from: 'pay_amount', to: 'paid_total' });
    const strange = await hub.sandbox.place({
      channel: 'DY',
      buyer: 303,
      address: person(904),
      words: marks.words,
      lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }],
    });
    await eventually(async () => expect(JSON.stringify(await hub.door.workItems('QUARANTINE'))).toContain(strange), {
      timeoutMs: 30_000,
      everyMs: 300,
    });
    await hub.sandbox.behave();
    await hub.sandbox.misbehave({ system: 'qimen', operation: 'order', kind: 'business-error', next: 1 });
    await hub.sandbox.misbehave({ system: 'sf', operation: 'EXP_RECE_CREATE_ORDER', kind: 'business-error', next: 1 });
    numbers.push(
      await hub.sandbox.place({ channel: 'DY', buyer: 304, address: person(905), lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }] }),
    );
    await twinWhen(hub, numbers.at(-1) ?? '', (twin) => twin.currentGate > 3);
    await hub.sandbox.behave();
    for (const search of [person(3).phone, person(3).phone.slice(-4), person(3).name]) await hub.door.find(search);
  });

  it('is in the vault: a person who gives a reason sees it, and the log says so (GOV-01)', async () => {
    const { id } = await twinWhen(hub, numbers[3] ?? '', () => true);
    const shown = z
      .object({ revealRecipient: z.object({ name: z.string(), phone: z.string(), address: z.string() }) })
      .parse(await hub.door.ask(documents.revealRecipient, { id }));
    expect(shown.revealRecipient.name).toBe(person(3).name);
    // The shop of WeChat gives most buyers' own number, and a virtual one with an extension for the others.
    expect([person(3).phone, expect.stringMatching(/^\d{11}-\d{4}$/)]).toContainEqual(shown.revealRecipient.phone);
    expect(shown.revealRecipient.address).toContain(marks.address);
    await eventually(async () => expect(JSON.stringify(await hub.door.ask(documents.latestDeeds))).toContain('reveal'), {
      timeoutMs: 15_000,
      everyMs: 300,
    });
  });

  it('stands nowhere else in the open: not in Postgres, its WAL, NATS, logs or traces (R14)', async () => {
    await checkpoint();
    const files = await searchFiles(hub.system.dataDir, needles, isOutside);
    expect(files.bytes).toBeGreaterThan(50_000_000);
    const traces = await searchFiles(tmpdir(), needles, (path) => path !== traceFile);
    expect(traces.bytes).toBeGreaterThan(10_000);
    expect(brief([...files.leaks, ...traces.leaks])).toEqual([]);
  });

  it('stands in no row of any table, unpacked (R14)', async () => {
    const leaks: Leak[] = [];
    let rows = 0;
    for (const app of hubServices) {
      await eachRow(app, (table, text) => {
        rows += 1;
        leaks.push(...searchBytes(`${app}.${table}`, Buffer.from(text), needles));
      });
    }
    expect(rows).toBeGreaterThan(buyers * 20);
    expect(brief(leaks)).toEqual([]);
  });

  it('stands in nothing that the hub gives out: stories, raw payloads, queues of work, the audit log, metrics (R12, R14)', async () => {
    const given = await everythingGivenOut();
    expect(given.length).toBeGreaterThan(100_000);
    expect(brief(searchBytes('given out', Buffer.from(given), needles))).toEqual([]);
  });

  it('would have been found: the same search sees a leak that is planted afterwards', async () => {
    await withClient('gateway', async (client) => {
      await client.query('create table planted_leak (said text)');
      await client.query('insert into planted_leak values ($1)', [`欧${marks.name}1`]);
    });
    await checkpoint();
    const { leaks } = await searchFiles(join(hub.system.dataDir, 'postgres'), needlesOf('name', marks.name).slice(0, 1));
    const places = leaks.map((leak) => leak.place);
    expect(places.some((place) => place.includes('/base/'))).toBe(true);
    expect(places.some((place) => place.includes('/pg_wal/'))).toBe(true);
  });
});

/** The outside world knows its buyers; what it keeps is not the hub's. */
function isOutside(path: string): boolean {
  return path.startsWith(join(hub.system.dataDir, 'sandbox')) || path.endsWith('sandbox.log');
}

function brief(leaks: readonly Leak[]): readonly string[] {
  return [...new Set(leaks.map(({ place, what, form }) => `${what} as ${form} in ${place}`))].slice(0, 20);
}

async function withClient<T>(app: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl(app, hub.system.databaseBase, process.env) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function checkpoint(): Promise<void> {
  await withClient('gateway', (client) => client.query('checkpoint'));
}

/** Every row as text: what Postgres packs in its files is unpacked here, and bytes are shown in hex. */
async function eachRow(app: string, look: (table: string, text: string) => void): Promise<void> {
  await withClient(app, async (client) => {
    const tables = await client.query<{ name: string }>(
      "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    );
    for (const { name } of tables.rows) {
      const rows = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      for (const { text } of rows.rows) look(name, text);
    }
  });
}

async function everythingGivenOut(): Promise<string> {
  const parts: unknown[] = [];
  for (const twins of (await hub.door.allTwins()).values()) {
    for (const twin of twins) {
      parts.push(await hub.door.ask(documents.everythingOfOrder, { id: twin.id }));
      const story = await hub.door.storyOf(twin.id);
      for (const ref of new Set(story.flatMap((fact) => fact.rawRef ?? []))) {
        parts.push(await hub.door.ask(documents.rawBody, { ref }));
      }
    }
  }
  parts.push(await hub.door.ask(documents.latestActs));
  parts.push(await hub.door.ask(documents.quarantineDetails));
  parts.push(await hub.door.ask(documents.workItemWords));
  for (const app of hubServices) parts.push(await (await fetch(`${hub.system.addresses.url(app, 'http')}/metrics`)).text());
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n');
}
