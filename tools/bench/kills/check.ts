import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readHistory } from '../../../apps/system-tests/src/checker/history.ts';
import { openSandbox } from '../../../apps/system-tests/src/hub/sandbox.ts';
import { readFinalState } from '../../../load-tests/checks/state.ts';
import { readAddresses } from '../../start/addresses.ts';
import { readOrMakeSecrets } from '../../start/parts/secrets.ts';
import { root } from '../../start/paths.ts';
import { describeProblem } from '../../start/problem.ts';
import { readClientLog } from './client-log.ts';
import { endsOf, verdictsOf } from './verdicts.ts';

// A program of its own: it knows the client's log and how things stand now, and nothing of what was done in between. Prints JSON.
const { values } = parseArgs({
  options: { log: { type: 'string', default: '' }, data: { type: 'string', default: '' }, 'port-offset': { type: 'string', default: '0' } },
});

try {
  const addresses = readAddresses(Number(values['port-offset']));
  const { databasePassword } = readOrMakeSecrets(join(resolve(root, values.data), 'secrets.json'));
  const databaseBase = `postgres://orderloom:${databasePassword}@${addresses.host}:${addresses.port('postgres', 'tcp')}`;
  const log = readClientLog(readFileSync(values.log, 'utf8'));
  const state = await readFinalState({ addresses, databaseBase });
  const history = await readHistory(openSandbox(addresses.url('sandbox', 'http')), { acked: log.acked, conflicts: new Set() });
  const verdicts = await verdictsOf(log, history, state);
  await state.close();
  const { sent, acked, ackedWithOneRetry, tries } = log;
  process.stdout.write(
    JSON.stringify({
      client: { sent: sent.length, acked: acked.length, ackedWithOneRetry, tries },
      ends: endsOf(history),
      verdicts,
    }),
  );
  process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 2;
}
