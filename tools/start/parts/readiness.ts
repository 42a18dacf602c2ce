import { readFileSync } from 'node:fs';
import type { Addresses } from '../addresses.ts';
import { Problem, reasonOf } from '../problem.ts';
import type { Supervised } from '../processes/supervised.ts';
import { waitUntil } from '../wait.ts';

const pathOfReady: Readonly<Record<string, string>> = { sandbox: '/', 'command-center': '/' };

/** Deaths in a row after which a program is taken to be broken rather than slow. */
const hopeless = 6;

/** Waits until an app says that it can do its work; what it says meanwhile is in the problem when it never does. */
export async function waitForApp(
  app: Supervised,
  options: {
    readonly addresses: Addresses;
    readonly logFile: string;
    readonly deadlineMs: number;
    readonly signal?: AbortSignal | undefined;
    /** An app that answers, whatever it says, will do: for the gateway, whose readiness is that of every service. */
    readonly anyAnswer?: boolean;
  },
): Promise<void> {
  const url = `${options.addresses.url(app.app, 'http')}${pathOfReady[app.app] ?? '/readyz'}`;
  let said = 'nothing yet';
  const ready = await waitUntil(
    async () => {
      if (app.deaths >= hopeless) throw broken(app.app, `it died ${app.deaths} times in a row`, options.logFile);
      const answer = await ask(url);
      said = answer.text;
      return answer.ok || (options.anyAnswer === true && answer.answered);
    },
    { deadlineMs: options.deadlineMs, everyMs: 150, signal: options.signal },
  );
  if (!ready) throw broken(app.app, `${url} says: ${said}`, options.logFile);
}

async function ask(url: string): Promise<{ readonly ok: boolean; readonly answered: boolean; readonly text: string }> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    return { ok: answer.status < 400, answered: true, text: `${answer.status} ${(await answer.text()).slice(0, 400)}` };
  } catch (error) {
    return {
      ok: false,
      answered: false,
      text: error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : reasonOf(error),
    };
  }
}

function broken(app: string, why: string, logFile: string): Problem {
  return new Problem({ what: `${app} did not become ready`, why: `${why}\n${lastLines(logFile)}`, remedy: `read ${logFile}` });
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(-12)
      .map((line) => `        | ${line.slice(0, 400)}`)
      .join('\n');
  } catch {
    return '        | (no log)';
  }
}
