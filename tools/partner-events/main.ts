import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describeProblem, Problem } from '../start/problem.ts';
import { eventsPage, renderEventsPage } from './events-page.ts';

// docs/partner-api-events.md from the catalogue of webhooks; with --check it only compares.
try {
  const made = await renderEventsPage();
  const isCurrent = existsSync(eventsPage) && readFileSync(eventsPage, 'utf8') === made;
  if (!isCurrent && process.argv.includes('--check')) {
    throw new Problem({
      what: 'docs/partner-api-events.md is not the page of the catalogue',
      why: 'the catalogue of webhooks or the shown client changed since it was made',
      remedy: 'run `node tools/partner-events/main.ts` and commit the page',
    });
  }
  if (!isCurrent) writeFileSync(eventsPage, made);
  process.stdout.write(isCurrent ? 'current\n' : 'written\n');
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
