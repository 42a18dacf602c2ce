// Starts the built command center: addresses from infra/addresses.json, shifted by HUB_PORT_OFFSET.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const here = import.meta.dirname;
const addresses = JSON.parse(readFileSync(join(here, '../../infra/addresses.json'), 'utf8'));
const offset = Number(process.env.HUB_PORT_OFFSET ?? 0);
const host = process.env.HUB_HOST ?? addresses.host;
const port = addresses.ports['command-center'].http + offset;
const gateway = process.env.GATEWAY_URL ?? `http://${addresses.host}:${addresses.ports.gateway.http + offset}`;

const next = join(dirname(createRequire(import.meta.url).resolve('next/package.json')), 'dist/bin/next');
const mode = process.argv[2] === 'dev' ? 'dev' : 'start';
const child = spawn(process.execPath, [next, mode, '-p', String(port), '-H', host], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, GATEWAY_URL: gateway, NEXT_TELEMETRY_DISABLED: '1', TZ: 'Asia/Shanghai' },
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
