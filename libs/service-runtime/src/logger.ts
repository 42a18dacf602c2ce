import { pino, type Logger } from 'pino';

export type { Logger };

/** Logs are events with fields; never payloads, never personal data. Errors keep type, code and message only. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    base: { app: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorFields },
  });
}

function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 300) };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    code,
    // A database's "detail" and a parser's excerpt may quote data: only the message, and not much of it.
    message: error.message.slice(0, 300),
    stack: error.stack?.split('\n').slice(1, 5).join('\n'),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  };
}
