import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fromRoot } from '../start/paths.ts';
import { describeProblem, Problem } from '../start/problem.ts';
import { breakingChanges, sdlOf, undatedDeprecations } from './breaking.ts';
import { codesInSources } from './codes-in-sources.ts';
import { renderErrorsPage } from './errors-page.ts';
import { format, resolveConfig } from 'prettier';
import { readPartnerApi } from './partner-schema.ts';
import { renderSchemaPage } from './schema-page.ts';
import { renderClient } from './client-types.ts';

const released = 'apps/gateway/partner-api.released.graphql';
const releasedFile = fromRoot(...released.split('/'));
const helpText = `What partners read, made from the code.

  node tools/partner-api/main.ts            writes docs/partner-api*.{md,graphql} and the types of examples/partner-client
  node tools/partner-api/main.ts --check    compares them, and the schema with the released one
  node tools/partner-api/main.ts --release  takes the schema of now as the released one
`;

async function main(): Promise<string> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return helpText;
  const api = readPartnerApi();
  const sdl = sdlOf(api.schema);
  requirePromisesKept(sdl, args.includes('--release'));
  const made = [
    await page('docs/partner-api-schema.md', renderSchemaPage(api)),
    await page('docs/partner-api-errors.md', renderErrorsPage(api.schema, codesInSources())),
    await page('docs/partner-api.graphql', sdl),
    await page('examples/partner-client/partner-api.ts', await renderClient(sdl)),
    ...(args.includes('--release') ? [await page(released, sdl)] : []),
  ];
  const stale = made.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  if (stale.length > 0 && args.includes('--check')) {
    throw new Problem({
      what: `${stale.map(({ name }) => name).join(', ')} is not what the code makes`,
      why: 'the schema for keys, an error or an operation of the client changed since it was made',
      remedy: 'run `node tools/partner-api/main.ts` and commit what it writes',
    });
  }
  for (const { file, text } of stale) writeFileSync(file, text);
  return stale.length === 0 ? 'current\n' : `written: ${stale.map(({ name }) => name).join(', ')}\n`;

  function requirePromisesKept(now: string, isRelease: boolean): void {
    const undated = undatedDeprecations(now);
    if (undated.length > 0)
      throw new Problem({
        what: 'a deprecation without a date',
        why: undated.join('\n        '),
        remedy: 'write `@deprecated(reason: "2027-06-30: use X")`',
      });
    if (!existsSync(releasedFile)) {
      if (isRelease) return;
      throw new Problem({ what: 'no released schema', why: `${releasedFile} is missing`, remedy: 'take it out of the history' });
    }
    const broken = breakingChanges(readFileSync(releasedFile, 'utf8'), api.schema, new Date().toISOString().slice(0, 10));
    if (broken.length === 0) return;
    throw new Problem({
      what: "the partner API breaks partners' programs",
      why: broken.join('\n        '),
      remedy: 'keep it and deprecate it with a date; a field goes when a release with that date is out and the date has passed',
    });
  }
}

async function page(name: string, text: string): Promise<{ readonly file: string; readonly name: string; readonly text: string }> {
  const file = fromRoot(...name.split('/'));
  return { file, name, text: await format(text, { ...(await resolveConfig(file)), filepath: file }) };
}

try {
  process.stdout.write(await main());
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
