import { readFileSync } from 'node:fs';
import { z } from 'zod';

const spanLine = z.object({
  service: z.string(),
  name: z.string(),
  kind: z.number(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()).default({}),
});
export type Span = z.infer<typeof spanLine>;

/** Spans that the services wrote to HUB_TRACE_FILE; the last line may still be on its way. */
export function readSpans(file: string): readonly Span[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [spanLine.parse(JSON.parse(text))];
      } catch {
        return [];
      }
    });
}
