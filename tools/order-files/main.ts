import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { layoutNames, makeOrderFile, type LayoutName } from './make-order-file.ts';

// Writes an invented export file of any size: node tools/order-files/main.ts --layout douyin --orders 300000 --out /tmp/orders.csv
const { values } = parseArgs({
  options: {
    layout: { type: 'string', default: 'douyin' },
    orders: { type: 'string', default: '1000' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    until: { type: 'string', default: new Date().toISOString() },
  },
});
const layout = layoutNames.find((name) => name === values.layout);
if (layout === undefined || values.out === undefined) {
  process.stderr.write(`--out is needed, and --layout is one of ${layoutNames.join(', ')}\n`);
  process.exitCode = 1;
} else await write(layout, values.out);

async function write(name: LayoutName, path: string): Promise<void> {
  const file = createWriteStream(path);
  let rows = 0;
  for (const line of makeOrderFile({
    layout: name,
    orders: Number(values.orders),
    seed: Number(values.seed),
    until: new Date(values.until),
  })) {
    rows += 1;
    if (!file.write(line)) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
  }
  await new Promise<void>((resolve) => file.end(() => resolve()));
  process.stdout.write(`${rows - 1} rows of ${name} in ${path}\n`);
}
