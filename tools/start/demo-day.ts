import { Problem, reasonOf } from './problem.ts';
import type { System } from './system.ts';

export interface DemoDay {
  readonly speed: number;
  readonly seed: number;
  readonly rate: number;
}

/** Sets the sandbox's scenario player going. Whoever drives it further uses the same door, or the sandbox's page. */
export async function startDemoDay(system: System, day: DemoDay): Promise<void> {
  const url = `${system.addresses.url('sandbox', 'http')}/control/scenario`;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'start', speed: day.speed, seed: day.seed, rate: day.rate }),
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  } catch (error) {
    throw new Problem({
      what: 'the demo day did not begin',
      why: `${url}: ${reasonOf(error)}`,
      remedy: `read ${system.logFile('sandbox')}, or begin it on the sandbox's page ${system.addresses.url('sandbox', 'http')}`,
      cause: error,
    });
  }
}
