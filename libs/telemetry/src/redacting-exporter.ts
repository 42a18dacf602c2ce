import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { redactAttributes, redactName } from './redact.ts';

/** Passes spans on without anything that may be personal: events and status messages quote errors, so they go too. */
export function redactingExporter(inner: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => inner.export(spans.map(redactSpan), done),
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => inner.shutdown(),
  };
}

function redactSpan(span: ReadableSpan): ReadableSpan {
  // The span is a class instance with methods behind its prototype: shadow fields, do not copy it.
  return Object.create(span, {
    name: { value: redactName(span.name), enumerable: true },
    attributes: { value: redactAttributes(span.attributes), enumerable: true },
    events: { value: [], enumerable: true },
    links: { value: span.links.map((link) => ({ context: link.context })), enumerable: true },
    status: {
      value: span.status.code === SpanStatusCode.ERROR ? { code: SpanStatusCode.ERROR } : span.status,
      enumerable: true,
    },
  });
}
