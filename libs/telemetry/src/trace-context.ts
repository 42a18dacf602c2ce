import { context, SpanKind, SpanStatusCode, trace, TraceFlags, type Attributes, type Context, type Span } from '@opentelemetry/api';

/** Names and sizes, never payloads or personal data: the exporter drops what is not on its list. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

const tracer = trace.getTracer('orderloom');

/** The W3C `traceparent` of the context (the current one by default), for a message, a row or a header. */
export function traceparentOf(from: Context = context.active()): string | undefined {
  const at = trace.getSpanContext(from);
  if (at === undefined || /^0+$/.test(at.traceId)) return undefined;
  return `00-${at.traceId}-${at.spanId}-${(at.traceFlags & TraceFlags.SAMPLED).toString().padStart(2, '0')}`;
}

/** The trace id of the current context, for a log line or an error reference. */
export function traceId(): string | undefined {
  return traceparentOf()?.slice(3, 35);
}

/** Runs `fn` in a new span under the trace that the header names; a missing or broken header starts a new trace. */
export function runWithTraceparent<T>(
  header: string | undefined,
  name: string,
  fn: () => Promise<T>,
  kind: SpanKind = SpanKind.CONSUMER,
): Promise<T> {
  return runSpan({ parent: contextOf(header), name, kind, attributes: {} }, fn);
}

/** Runs `fn` in a span below the current one; a rejection marks the span as failed and is passed on. */
export function span<T>(name: string, attributes: SpanAttributes, fn: (span: Span) => Promise<T>): Promise<T> {
  return runSpan({ parent: context.active(), name, kind: SpanKind.INTERNAL, attributes: { ...attributes } }, fn);
}

/** As `span`, for a call that leaves the process: `traceparentOf()` inside it belongs in the request. */
export function clientSpan<T>(name: string, attributes: SpanAttributes, fn: (span: Span) => Promise<T>): Promise<T> {
  return runSpan({ parent: context.active(), name, kind: SpanKind.CLIENT, attributes: { ...attributes } }, fn);
}

/** Whether something (the http instrumentation, a caller) has already opened a span here. */
export function insideSpan(): boolean {
  return trace.getSpanContext(context.active()) !== undefined;
}

async function runSpan<T>(
  opening: { readonly parent: Context; readonly name: string; readonly kind: SpanKind; readonly attributes: Attributes },
  fn: (span: Span) => Promise<T>,
): Promise<T> {
  const opened = tracer.startSpan(opening.name, { kind: opening.kind, attributes: opening.attributes }, opening.parent);
  try {
    return await context.with(trace.setSpan(opening.parent, opened), () => fn(opened));
  } catch (error) {
    opened.setStatus({ code: SpanStatusCode.ERROR });
    opened.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
    throw error;
  } finally {
    opened.end();
  }
}

function contextOf(header: string | undefined): Context {
  const parts = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/.exec(header ?? '');
  const [, traceIdOfHeader, spanId, flags] = parts ?? [];
  if (traceIdOfHeader === undefined || spanId === undefined || flags === undefined) {
    return trace.deleteSpan(context.active());
  }
  return trace.setSpanContext(context.active(), {
    traceId: traceIdOfHeader,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  });
}
