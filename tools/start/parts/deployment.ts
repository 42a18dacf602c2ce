import { readFileSync, writeFileSync } from 'node:fs';
import type { Addresses } from '../addresses.ts';
import { Problem } from '../problem.ts';

/** Fills the placeholders of the demo brand's deployment with the addresses of this run. */
export function fillDeployment(template: string, addresses: Addresses): string {
  return template.replaceAll(/\{(sandbox|command-center|hooks\.[a-z-]+)\}/g, (_whole, name: string) =>
    name.startsWith('hooks.') ? addresses.url(name.slice('hooks.'.length), 'hooks') : addresses.url(name, 'http'),
  );
}

/** With the sandbox the file is made anew at each start, since it holds addresses; without it the file is yours and only read. */
export function writeDeployment(options: {
  readonly templateFile: string;
  readonly file: string;
  readonly addresses: Addresses;
  readonly sandbox: boolean;
}): void {
  if (options.sandbox) {
    writeFileSync(options.file, fillDeployment(readFileSync(options.templateFile, 'utf8'), options.addresses), { mode: 0o600 });
    return;
  }
  const text = readIfThere(options.file);
  if (text === undefined || text.includes(addressOfSandbox(options.addresses))) {
    throw new Problem({
      what: 'there is no deployment to run without the sandbox',
      why: text === undefined ? `${options.file} does not exist` : `${options.file} still points at the sandbox`,
      remedy: `copy ${options.templateFile} there and fill in the real addresses and credentials`,
    });
  }
}

function addressOfSandbox(addresses: Addresses): string {
  return addresses.url('sandbox', 'http');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
