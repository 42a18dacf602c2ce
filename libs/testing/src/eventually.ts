import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats `attempt` until it neither throws nor answers false, and gives its answer. At the deadline it throws what the last attempt
 * threw. Use it instead of sleeping.
 */
export async function eventually<T>(
  attempt: () => T | false | Promise<T | false>,
  options: { readonly timeoutMs?: number; readonly everyMs?: number } = {},
): Promise<T> {
  const { timeoutMs = 10_000, everyMs = 25 } = options;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      const answer = await attempt();
      if (answer !== false) return answer;
      if (Date.now() >= deadline) throw new Error(`still false after ${timeoutMs} ms`);
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await pause(everyMs);
  }
}
