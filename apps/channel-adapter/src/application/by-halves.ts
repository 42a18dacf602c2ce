import { failureKind } from '@orderloom/outbox';

/**
 * Takes all together, or else by halves, down to the one that is at fault: it must not cost its neighbours their time. An outage fails for
 * all. `take` must leave nothing behind where it fails.
 */
export async function byHalves<Given>(
  given: readonly Given[],
  take: (given: readonly Given[]) => Promise<void>,
  failed: (given: readonly Given[], error: unknown) => Promise<void>,
): Promise<void> {
  try {
    await take(given);
  } catch (error) {
    if (given.length === 1 || failureKind(error) === 'OUTAGE') return failed(given, error);
    const half = Math.ceil(given.length / 2);
    await byHalves(given.slice(0, half), take, failed);
    await byHalves(given.slice(half), take, failed);
  }
}
