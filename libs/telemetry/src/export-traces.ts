import { register } from 'node:module';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  SimpleSpanProcessor,
  TraceIdRatioBasedSampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { TelemetryEnv } from './env.ts';
import { fileExporter } from './file-exporter.ts';
import { onFlush } from './flush.ts';
import { redactingExporter } from './redacting-exporter.ts';

/** Starts the SDK with http and Postgres spans, to the collector, to a file, or both. */
export function exportTraces(env: TelemetryEnv): void {
  // ES modules see `node:http` through their own namespace: without this hook no http span is made.
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

  const processors = spanProcessors(env);
  const sdk = new NodeSDK({
    serviceName: env.service,
    autoDetectResources: false,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(env.ratio) }),
    spanProcessors: [...processors],
    logRecordProcessors: [],
    metricReaders: [],
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: (request) => isProbe(request.url),
        headersToSpanAttributes: {},
      }),
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true, enhancedDatabaseReporting: false }),
    ],
  });
  sdk.start();
  onFlush(async () => {
    await Promise.all(processors.map((processor) => processor.forceFlush()));
  });
}

function spanProcessors(env: TelemetryEnv): readonly SpanProcessor[] {
  const processors: SpanProcessor[] = [];
  if (env.otlpEndpoint !== undefined) {
    const url = `${env.otlpEndpoint.replace(/\/$/, '')}/v1/traces`;
    processors.push(new BatchSpanProcessor({ exporter: redactingExporter(new OTLPTraceExporter({ url, timeoutMillis: 5_000 })) }));
  }
  if (env.traceFile !== undefined) {
    processors.push(new SimpleSpanProcessor({ exporter: redactingExporter(fileExporter(env.traceFile, env.service)) }));
  }
  return processors;
}

function isProbe(url: string | undefined): boolean {
  return url === '/metrics' || url === '/readyz' || url === '/livez';
}
