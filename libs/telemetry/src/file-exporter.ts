import { appendFileSync } from 'node:fs';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

type ExportDone = Parameters<SpanExporter['export']>[1];

/** Appends each span as one JSON line. Meant for tests and for a look at one machine; several processes may share a file. */
export function fileExporter(path: string, service: string): SpanExporter {
  return {
    export: (spans: ReadableSpan[], done: ExportDone) => {
      try {
        // One append of whole lines: O_APPEND keeps the lines of several processes apart.
        appendFileSync(path, spans.map((span) => `${JSON.stringify(toLine(span, service))}\n`).join(''), { mode: 0o600 });
        done({ code: 0 });
      } catch (error) {
        done({ code: 1, error: error instanceof Error ? error : new Error('Trace file not writable.') });
      }
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function toLine(span: ReadableSpan, service: string): Readonly<Record<string, unknown>> {
  const at = span.spanContext();
  return {
    service,
    name: span.name,
    kind: span.kind,
    traceId: at.traceId,
    spanId: at.spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    start: new Date(milliseconds(span.startTime)).toISOString(),
    durationMs: milliseconds(span.duration),
    status: span.status.code,
    attributes: span.attributes,
  };
}

function milliseconds([seconds, nanoseconds]: readonly [number, number]): number {
  return seconds * 1000 + nanoseconds / 1e6;
}
