import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { provenance } from '../measure/machine.ts';
import { root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { runWebhookCampaign } from './parts/webhook-campaign.ts';

// Sender, its database and receiver of webhooks are killed at random: every event arrives, in its order, and each call is in the log.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    'orders-per-second': { type: 'string', default: '12' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const options = z
  .object({ minutes: z.coerce.number().positive().max(120), ordersPerSecond: z.coerce.number().positive().max(500) })
  .parse({ minutes: values.minutes, ordersPerSecond: values['orders-per-second'] });

try {
  const figures = await runWebhookCampaign({
    seconds: options.minutes * 60,
    ordersPerSecond: options.ordersPerSecond,
    killEveryMs: [1_000, 5_000],
    say: (text) => process.stdout.write(`${text}\n`),
  });
  const result = { bench: 'webhook-campaign', provenance: provenance(new Date()), ...figures };
  const outDir = resolve(root, values.out);
  mkdirSync(outDir, { recursive: true });
  const file = join(outDir, `webhook-campaign-${result.provenance.date.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n${file}\n`);
  const { missing, outOfOrder, notInLog, impostors } = figures;
  process.exitCode = missing + outOfOrder + notInLog + impostors.taken === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();
