import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { provenance } from '../measure/machine.ts';
import { root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { DROP, DROP_UNITS } from './stock-campaign/buyers.ts';
import { readHistory } from './stock-campaign/history.ts';
import { judge } from './stock-campaign/judge.ts';
import { runStockCampaign } from './stock-campaign/run-campaign.ts';

// R1: the stock service and its Postgres are killed at random while buyers reserve, claim, release and let expire: nothing is oversold, no sale is lost.
const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '1000000' },
    kills: { type: 'string', default: '200' },
    buyers: { type: 'string', default: '500' },
    'drop-buyers': { type: 'string', default: '10000' },
    'hold-seconds': { type: 'string', default: '20' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const options = z
  .object({
    operations: z.coerce.number().int().min(1_000).max(10_000_000),
    kills: z.coerce.number().int().min(0).max(10_000),
    buyers: z.coerce.number().int().min(1).max(5_000),
    dropBuyers: z.coerce.number().int().min(200).max(100_000),
    holdSeconds: z.coerce.number().int().min(5).max(600),
  })
  .parse({ ...values, dropBuyers: values['drop-buyers'], holdSeconds: values['hold-seconds'] });

try {
  const found = provenance(new Date());
  const outDir = resolve(root, values.out);
  mkdirSync(outDir, { recursive: true });
  const name = join(outDir, `stock-campaign-${found.date.replaceAll(/[:.]/g, '-')}`);
  const { state, ...run } = await runStockCampaign({
    ...options,
    historyFile: `${name}.jsonl`,
    say: (text) => process.stdout.write(`${text}\n`),
  });
  const verdicts = judge(await readHistory(`${name}.jsonl`), state, {
    holdMs: options.holdSeconds * 1_000,
    drop: { sku: DROP, units: DROP_UNITS },
  });
  const figures = {
    ...run,
    verdicts: verdicts.map(({ faults, ...rest }) => ({ ...rest, faults: faults.length, first: faults.slice(0, 5) })),
  };
  writeFileSync(`${name}.json`, `${JSON.stringify({ bench: 'stock-campaign', provenance: found, options, ...figures }, undefined, 2)}\n`);
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n${name}.json\n`);
  process.exitCode = verdicts.every(({ faults }) => faults.length === 0) ? 0 : 1;
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();
