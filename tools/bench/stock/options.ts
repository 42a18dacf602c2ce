import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What the benches of the reservation engine are told on the command line. */
export interface StockBenchOptions {
  /** Of each measurement. */
  readonly seconds: number;
  readonly pairs: number;
  readonly callers: number;
  readonly portOffset: number;
  readonly dataDir: string;
  readonly outDir: string;
}

export function stockBenchOptions(): StockBenchOptions {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '4' },
      pairs: { type: 'string', default: '5' },
      callers: { type: 'string', default: '1000' },
      'port-offset': { type: 'string', default: '7000' },
      data: { type: 'string', default: '.data-load' },
      out: { type: 'string', default: 'load-tests/results' },
    },
  });
  return z
    .object({
      seconds: z.coerce.number().int().min(1).max(60),
      pairs: z.coerce.number().int().min(1).max(20),
      callers: z.coerce.number().int().min(1).max(5_000),
      portOffset: z.coerce.number().int(),
      dataDir: z.string(),
      outDir: z.string(),
    })
    .parse({ ...values, portOffset: values['port-offset'], dataDir: values.data, outDir: values.out });
}
