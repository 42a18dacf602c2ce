import { errorFields } from '@orderloom/telemetry';
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
