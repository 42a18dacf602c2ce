/** What the environment says about tracing. */
export type TelemetryEnv = {
  readonly service: string;
  readonly otlpEndpoint: string | undefined;
  readonly traceFile: string | undefined;
  /** Share of new traces that are recorded, 0 to 1; a trace that came in keeps its own decision. */
  readonly ratio: number;
};

/** Reads OTEL_EXPORTER_OTLP_ENDPOINT, HUB_TRACE_FILE, HUB_TRACE_RATIO and OTEL_SERVICE_NAME (else `apps/<name>/` of the entry). */
export function readTelemetryEnv(env: NodeJS.ProcessEnv, entry: string | undefined): TelemetryEnv {
  const ratio = Number(env['HUB_TRACE_RATIO'] ?? '0.01');
  return {
    service: env['OTEL_SERVICE_NAME'] ?? /apps\/([a-z-]+)\//.exec(entry ?? '')?.[1] ?? 'orderloom',
    otlpEndpoint: text(env['OTEL_EXPORTER_OTLP_ENDPOINT']),
    traceFile: text(env['HUB_TRACE_FILE']),
    // A wrong ratio must not stop a service or record everything.
    ratio: Number.isFinite(ratio) && ratio >= 0 && ratio <= 1 ? ratio : 0.01,
  };
}

function text(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}
