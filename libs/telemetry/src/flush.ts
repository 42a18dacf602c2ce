let flush: () => Promise<void> = () => Promise.resolve();

/** Called by the preload; a process without exporter has nothing to flush. */
export function onFlush(newFlush: () => Promise<void>): void {
  flush = newFlush;
}

/** Writes out every finished span; call it last while stopping. Never throws: a lost trace must not fail a stop. */
export async function flushTelemetry(): Promise<void> {
  try {
    await flush();
  } catch {
    // The collector may be gone before us.
  }
}
