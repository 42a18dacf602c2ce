// Loaded by `node --import @orderloom/telemetry/preload`, before any module that is to be traced.
import { readTelemetryEnv } from './env.ts';

const env = readTelemetryEnv(process.env, process.argv[1]);

// Without an exporter the SDK and its hooks (half a second of start) stay on disk; ids are still made and passed on.
if (env.otlpEndpoint === undefined && env.traceFile === undefined) {
  const { propagateOnly } = await import('./propagate-only.ts');
  propagateOnly();
} else {
  const { exportTraces } = await import('./export-traces.ts');
  exportTraces(env);
}
