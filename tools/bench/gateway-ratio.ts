import { parseArgs } from 'node:util';
import { identityHeader, identitySigner } from '@orderloom/rpc/identity';
import { z } from 'zod';
import { outsideWorld } from '../../load-tests/runner/outside-world.ts';
import { openProfiler } from '../../load-tests/runner/watches/profiler.ts';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { documentId } from '../start/parts/documents.ts';
import type { Progress } from '../start/progress.ts';
import type { System } from '../start/system.ts';
import { waitUntil } from '../start/wait.ts';
import { askByCrowd, openDoor, sessionCookie } from './gateway/asking.ts';
import { commandCenterDocuments, ownRatioDocuments, ratioCases, type RatioCase } from './gateway/cases.ts';
import { compareAnswers, compareForms, plainGateway } from './gateway/plain-gateway.ts';
import { pairOf, type Pair } from './gateway/pairs.ts';
import { onCleanSystem, pidsOf } from './parts/on-clean-system.ts';
import { medianOf, writeFigures } from './stock/figures.ts';

// P9: what does the gateway leave of the rate at which the subgraphs answer the same question themselves?
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    pairs: { type: 'string', default: '5' },
    callers: { type: 'string', default: '16' },
    orders: { type: 'string', default: '120' },
    only: { type: 'string', default: '' },
    profile: { type: 'boolean', default: false },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-load' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const whole = z.coerce.number().int();
const options = z
  .object({
    seconds: whole.min(1).max(60),
    pairs: whole.min(1).max(20),
    callers: whole.min(1).max(500),
    orders: whole.min(100).max(2_000),
    portOffset: whole,
  })
  .parse({ ...values, portOffset: values['port-offset'] });

interface Result {
  readonly name: string;
  readonly pass: number;
  readonly wow: number;
  readonly answersCompared: number;
  readonly ratios: readonly number[];
  readonly pairs: readonly Pair[];
}

const idsIn = z.object({ data: z.object({ orders: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }) });

await onCleanSystem(
  { data: values.data, portOffset: options.portOffset, documents: ownRatioDocuments, profile: values.profile },
  ({ system, progress }) => measure(system, progress),
);

async function measure(system: System, progress: Progress): Promise<void> {
  const { callers, seconds } = options;
  const url = (app: string): string => `${system.addresses.url(app, 'http')}/graphql`;
  const viewer = { caller: 'gateway', actor: 'admin', roles: ['admin'], locale: 'zh-CN' };
  const identity = identitySigner(system.secrets.HUB_INTERNAL_KEY, viewer);
  const cookie = await sessionCookie(system.addresses.url('gateway', 'http'), 'admin', system.secrets.demoPassword);
  const inside = (): Readonly<Record<string, string>> => ({ [identityHeader]: identity() });
  const doors = {
    gateway: openDoor(url('gateway'), callers, () => ({ cookie })),
    order: openDoor(url('order'), callers, inside),
    'control-tower': openDoor(url('control-tower'), callers, inside),
  };
  const listed = async (): Promise<readonly string[]> =>
    idsIn
      .parse(JSON.parse(await doors['control-tower'].ask(JSON.stringify({ query: '{ orders(first: 200) { nodes { id } } }' }))))
      .data.orders.nodes.map(({ id }) => id);
  const ids = await progress.step(`${options.orders} orders in the hub`, async () => {
    const outside = outsideWorld(system);
    await outside.prepare();
    for (let buyer = 0; buyer < options.orders; buyer += 1) await outside.buy({ channel: 'DY', buyer, sku: 'TEA-WHITE-GIFT' });
    await waitUntil(async () => (await listed()).length >= Math.min(200, options.orders), { deadlineMs: 60_000 });
    return listed();
  });
  const plain = await plainGateway(url, identity);
  const pids = pidsOf(system);
  const direct =
    (one: RatioCase) =>
    async (nth: number): Promise<void> => {
      let found: readonly string[] = [];
      for (const [step, { app, query, variables }] of one.direct.entries()) {
        const answer = await doors[app].ask(JSON.stringify({ query, variables: variables(nth, found) }));
        if (step + 1 < one.direct.length) found = idsIn.parse(JSON.parse(answer)).data.orders.nodes.map(({ id }) => id);
      }
    };
  const gateway =
    (one: RatioCase) =>
    (variables: object): Promise<string> =>
      doors.gateway.ask(JSON.stringify({ documentId: documentId(one.document), variables }));

  const formsCompared = await progress.step("the screens' own queries compared with Apollo's own gateway", () =>
    compareForms(commandCenterDocuments(), {
      ours: (document) => doors.gateway.ask(JSON.stringify({ documentId: documentId(document), variables: {} })),
      plain,
    }),
  );
  const before = readCpu(pids);
  const began = Date.now();
  const results: Result[] = [];
  for (const one of ratioCases(ids).filter(({ name }) => values.only === '' || values.only === name)) {
    const { name, pass, wow } = one;
    const answersCompared = await progress.step(`${name}: answers compared with those of Apollo's own gateway`, () =>
      compareAnswers(one, { ours: gateway(one), plain }),
    );
    const sides = { direct: direct(one), gateway: (nth: number) => gateway(one)(one.variables(nth)) };
    await askByCrowd(sides.direct, callers, 2);
    await askByCrowd(sides.gateway, callers, 2);
    const pairs: Pair[] = [];
    for (let nth = 1; nth <= options.pairs; nth += 1)
      pairs.push(await progress.step(`${name}: pair ${nth} of ${options.pairs}`, () => pairOf(nth, sides, { callers, seconds, pids })));
    if (values.profile) await tellProfile(system, name, sides.gateway);
    results.push({ name, pass, wow, answersCompared, ratios: pairs.map((pair) => pair.gateway.perSecond / pair.direct.perSecond), pairs });
  }
  await plain.stop();
  writeFigures(values.out, {
    bench: 'gateway-ratio',
    provenance: provenance(new Date()),
    options,
    measured:
      'Closed loop, kept connections, the same caller for both sides. scalar: four fields of one order at the order service. list: OrdersPage of the command center, ' +
      '100 rows, at the control tower. join: 20 orders of the tower with what the order service adds, against a call to each by the client itself.',
    formsCompared,
    results,
    goals: Object.assign({}, ...results.map(goalsOf)),
    cpu: { windowMs: Date.now() - began, use: cpuBetween(before, readCpu(pids)) },
  });
  await Promise.all(Object.values(doors).map((door) => door.close()));
}

function goalsOf({ name, pass, wow, ratios, pairs }: Result): Readonly<Record<string, number>> {
  return {
    [`P9 ${name}: gateway / Y, median of pairs (pass ${pass}, wow ${wow})`]: medianOf(ratios),
    [`${name}: least of the pairs`]: Math.min(...ratios),
    [`${name}: greatest of the pairs`]: Math.max(...ratios),
    [`${name}: answers a second, asked directly`]: medianOf(pairs.map(({ direct }) => direct.perSecond)),
    [`${name}: answers a second, through the gateway`]: medianOf(pairs.map(({ gateway }) => gateway.perSecond)),
    [`${name}: CPU of the gateway for one answer, ms`]: medianOf(pairs.map(({ gateway }) => gateway.cpuMs['gateway'] ?? 0)),
  };
}

/** Where the gateway's time goes while it is asked as in the pairs. */
async function tellProfile(system: System, name: string, question: (nth: number) => Promise<unknown>): Promise<void> {
  const profiler = await openProfiler(system, 'gateway');
  const { count } = await askByCrowd(question, options.callers, options.seconds);
  const { totalMs, idleMs, byPlace } = await profiler.end();
  const rows = byPlace
    .slice(0, 25)
    .map(([place, ms]) => `${(ms / count).toFixed(3).padStart(8)} ${((ms / (totalMs - idleMs)) * 100).toFixed(1).padStart(5)} %  ${place}`);
  process.stdout.write(
    `gateway, ${name}: ms an answer over ${count}, idle ${Math.round((idleMs / totalMs) * 100)} %\n${rows.join('\n')}\n`,
  );
}
