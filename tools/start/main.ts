import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDemoDay } from './demo-day.ts';
import { registerDemoWebhook } from './demo-webhook.ts';
import { endOnSignals } from './ending.ts';
import { helpText, parseStartOptions, type StartOptions } from './options.ts';
import { buildCommandCenter, makeContracts, makeSupergraph, makeTypes } from './parts/artefacts.ts';
import { everyApp, presentApps } from './parts/services.ts';
import { describeProblem } from './problem.ts';
import { lockDataDir } from './processes/lock.ts';
import { ProcessRecord } from './processes/process-record.ts';
import { printProgress, type Progress } from './progress.ts';
import { startSystem, type System } from './system.ts';
import { describeAddresses } from './welcome.ts';

const ending = endOnSignals((text) => process.stdout.write(text));

async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(helpText);
    return;
  }
  const progress = printProgress();
  let system: System | undefined;
  try {
    system = await begin(options, progress);
    await untilEnded();
  } catch (error) {
    if (!ending.aborted) throw error;
  } finally {
    await system?.stop();
  }
  process.stdout.write('✓ everything has ended\n');
}

async function begin(options: StartOptions, progress: Progress): Promise<System> {
  const began = Date.now();
  if (options.reset) await progress.step(`erase ${options.dataDir}`, () => eraseData(options.dataDir));
  await progress.step(
    'contracts',
    () => makeContracts(ending),
    (said) => said,
  );
  await progress.step(
    'supergraph',
    () => makeSupergraph(ending),
    (said) => said,
  );
  await progress.step(
    'GraphQL types',
    () => makeTypes(ending),
    (said) => said,
  );
  const wanted = everyApp.filter((app) => app !== 'command-center' || options.commandCenter);
  const building = presentApps(wanted).includes('command-center') ? startBuild(progress) : Promise.resolve();
  const system = await startSystem({
    dataDir: options.dataDir,
    portOffset: options.portOffset,
    sandbox: options.sandbox,
    services: wanted,
    progress,
    signal: ending,
    beforeCommandCenter: building,
    onDeath: (app, how, pause) => {
      if (!ending.aborted)
        progress.note(`${app} ended (${how}); it starts again in ${pause} ms, its log is ${join(options.dataDir, 'logs', app)}.log`);
    },
  });
  try {
    if (options.sandbox && options.demoDay.rate > 0)
      await progress.step(
        'demo day',
        () => startDemoDay(system, options.demoDay),
        (said) => said,
      );
    if (options.sandbox && ['gateway', 'messenger'].every((app) => system.running().includes(app)))
      await progress.step(
        "the partner's webhook",
        () => registerDemoWebhook(system),
        (said) => said,
      );
    process.stdout.write(describeAddresses(system, Date.now() - began));
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}

// Runs beside the start of the services; a failure is met where its result is awaited.
function startBuild(progress: Progress): Promise<unknown> {
  const building = progress.step(
    'command center, production build',
    () => buildCommandCenter(ending),
    (said) => said,
  );
  building.catch(() => undefined);
  return building;
}

async function eraseData(dataDir: string): Promise<void> {
  const lock = await lockDataDir(dataDir);
  await new ProcessRecord(join(dataDir, 'processes.json')).endOrphans();
  for (const name of ['postgres', 'nats', 'sandbox', 'logs', 'secrets.json', 'deployment.json', 'processes.json', 'postgres-programs']) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  lock.release();
}

function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    const stayAlive = setInterval(() => undefined, 60_000);
    const done = (): void => {
      clearInterval(stayAlive);
      resolve();
    };
    if (ending.aborted) done();
    else ending.addEventListener('abort', done, { once: true });
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();
