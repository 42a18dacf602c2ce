export { errorFields, maskText, type ErrorFields } from './error-fields.ts';
export { flushTelemetry } from './flush.ts';
export { clientSpan, insideSpan, runWithTraceparent, span, traceId, traceparentOf, type SpanAttributes } from './trace-context.ts';
