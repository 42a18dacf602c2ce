import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { reserveByCrowd } from './stock/callers.ts';
import { naiveRival } from './stock/naive-rival.ts';
import { stockBenchOptions } from './stock/options.ts';
import { medianOf, writeFigures } from './stock/figures.ts';
import { withStockRoom } from './stock/stock-room.ts';

// P3: how much longer does a buyer wait when a thousand want the same product than when ten want different ones?
const options = stockBenchOptions();
const { seconds, callers } = options;

await withStockRoom(options, async (room, progress) => {
  const before = readCpu(room.pids);
  const began = Date.now();
  await progress.step('warming the engine up', () =>
    reserveByCrowd(room.door.stream, { callers: 200, seconds: 3, skus: [...room.hot, ...room.spread], name: 'warm' }),
  );
  const pairs = [];
  for (let nth = 1; nth <= options.pairs; nth += 1) {
    pairs.push(
      await progress.step(`pair ${nth} of ${options.pairs}: 10 callers on a thousand SKUs, then ${callers} on one`, async () => ({
        calm: await reserveByCrowd(room.door.stream, { callers: 10, seconds, skus: room.spread, name: `calm${nth}` }),
        storm: await reserveByCrowd(room.door.stream, { callers, seconds, skus: room.hot, name: `storm${nth}` }),
      })),
    );
  }
  const rival = await progress.step('the naive rival, 1 and 150 buyers', async () => ({
    calm: await naiveRival(room.databaseUrl, { clients: 1, seconds }),
    storm: await naiveRival(room.databaseUrl, { clients: 150, seconds }),
  }));
  const use = cpuBetween(before, readCpu(room.pids));
  writeFigures(options.outDir, {
    bench: 'lock-storm',
    provenance: provenance(new Date()),
    options: { seconds, pairs: options.pairs, callers },
    pairs,
    rival,
    truth: await room.conserved(),
    goals: {
      'P3 p99 of the storm / p99 of the calm, median of pairs (pass 30, wow 20)': medianOf(
        pairs.map(({ calm, storm }) => (storm.ms?.p99 ?? Number.NaN) / (calm.ms?.p99 ?? Number.NaN)),
      ),
      'the rival, 150 buyers / 1 buyer': (rival.storm.ms?.p99 ?? Number.NaN) / (rival.calm.ms?.p99 ?? Number.NaN),
    },
    cpu: { windowMs: Date.now() - began, use },
  });
});
