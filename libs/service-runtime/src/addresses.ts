import { readFileSync } from 'node:fs';
import { addressesSchema } from './env.ts';

const file = addressesSchema.parse(JSON.parse(readFileSync(new URL('../../../infra/addresses.json', import.meta.url), 'utf8')));

/** Port of one door of one app, from infra/addresses.json, shifted by the offset. */
export function portOf(app: string, door: string, offset: number): number {
  const port = file.ports[app]?.[door];
  if (port === undefined) throw new RangeError(`infra/addresses.json has no port ${app}.${door}`);
  return port + offset;
}

/** `host:port` of another service's gRPC door; HUB_ADDRESS_<APP> in the environment of a cluster overrides the host. */
export function rpcAddress(app: string, at: { readonly HUB_HOST: string; readonly HUB_PORT_OFFSET: number }): string {
  return `${hostOf(app, at.HUB_HOST)}:${portOf(app, 'grpc', at.HUB_PORT_OFFSET)}`;
}

export function httpAddress(app: string, at: { readonly HUB_HOST: string; readonly HUB_PORT_OFFSET: number }): string {
  return `http://${hostOf(app, at.HUB_HOST)}:${portOf(app, 'http', at.HUB_PORT_OFFSET)}`;
}

function hostOf(app: string, own: string): string {
  const named = process.env[`HUB_ADDRESS_${app.toUpperCase().replaceAll('-', '_')}`];
  return named ?? (own === '0.0.0.0' ? '127.0.0.1' : own);
}
