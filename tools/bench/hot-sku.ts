import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { reserveByCrowd } from './stock/callers.ts';
import { naiveRival } from './stock/naive-rival.ts';
import { stockBenchOptions } from './stock/options.ts';
import { medianOf, writeFigures } from './stock/figures.ts';
import { withStockRoom } from './stock/stock-room.ts';

// P1 and P2: is one product that everybody wants slower than a thousand that somebody wants, and how much faster than the usual way?
const options = stockBenchOptions();
const { seconds, callers } = options;

await withStockRoom(options, async (room, progress) => {
  const before = readCpu(room.pids);
  const began = Date.now();
  const naive = await progress.step('the naive rival, 1, 32 and 150 buyers', async () => [
    { clients: 1, ...(await naiveRival(room.databaseUrl, { clients: 1, seconds })) },
    { clients: 32, ...(await naiveRival(room.databaseUrl, { clients: 32, seconds })) },
    { clients: 150, ...(await naiveRival(room.databaseUrl, { clients: 150, seconds })) },
  ]);
  await progress.step('warming the engine up', () =>
    reserveByCrowd(room.door.stream, { callers, seconds: 3, skus: [...room.hot, ...room.spread], name: 'warm' }),
  );
  const pairs = [];
  for (let nth = 1; nth <= options.pairs; nth += 1) {
    pairs.push(
      await progress.step(`pair ${nth} of ${options.pairs}: ${callers} callers on one SKU, then on a thousand`, async () => ({
        hot: await reserveByCrowd(room.door.stream, { callers, seconds, skus: room.hot, name: `hot${nth}` }),
        spread: await reserveByCrowd(room.door.stream, { callers, seconds, skus: room.spread, name: `spread${nth}` }),
      })),
    );
  }
  const unary = await progress.step('the same by unary calls', () =>
    reserveByCrowd(room.door.unary, { callers: 100, seconds, skus: room.hot, name: 'unary' }),
  );
  const truth = await room.conserved();
  const floor = Math.max(...naive.map(({ perSecond }) => perSecond));
  const crowded = naive.at(-1)?.perSecond ?? Number.NaN;
  const hotPerSecond = medianOf(pairs.map(({ hot }) => hot.perSecond));
  const use = cpuBetween(before, readCpu(room.pids));
  writeFigures(options.outDir, {
    bench: 'hot-sku',
    provenance: provenance(new Date()),
    options: { seconds, pairs: options.pairs, callers },
    naive,
    pairs,
    unary,
    truth,
    goals: {
      'P1 hot / spread, median of pairs (pass 0.9, wow 1.1)': medianOf(pairs.map(({ hot, spread }) => hot.perSecond / spread.perSecond)),
      'P2 hot / naive at 150 buyers (pass 50, wow 100)': hotPerSecond / crowded,
      'P2 hot / naive at its best': hotPerSecond / floor,
      'P2 reservations a second (wow 20,000)': hotPerSecond,
      'P2 p99 ms, worst pair (wow 100)': Math.max(...pairs.map(({ hot }) => hot.ms?.p99 ?? Number.NaN)),
    },
    cpu: { windowMs: Date.now() - began, use },
  });
});
