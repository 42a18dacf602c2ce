import { DomainError } from '@orderloom/domain-kernel';
import { createChannel, createClient, Metadata, type ServiceImplementation } from 'nice-grpc';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { rpcClient, RpcFailed, RpcRefused, RpcUnavailable, serve, startRpcServer, type RpcContext, type RpcServer } from '../src/index.ts';
import { identityHeader, signIdentity } from '../src/identity.ts';
import { Parrot } from './parrot.ts';

class SeedsOut extends DomainError {
  readonly code = 'SEEDS_OUT';
}

const internalKey = '0f'.repeat(32);
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('rpc between services', () => {
  it('carries the answer, the caller and nothing else by default', async () => {
    const { client } = await parrot({});
    await expect(client.say({ text: '你好' })).resolves.toEqual({ text: '你好', caller: 'order', actor: null });
  });

  it('refuses a caller without a signed identity (R12), and one signed with another key', async () => {
    const { server } = await parrot({});
    const channel = createChannel(`127.0.0.1:${server.port}`);
    closing.push(() => channel.close());
    await expect(createClient(Parrot, channel).say({ text: 'x' })).rejects.toThrow('UNAUTHENTICATED');
    const stranger = connect(server.port, { internalKey: 'ee'.repeat(32) });
    await expect(stranger.say({ text: 'x' })).rejects.toThrow(RpcFailed);
  });

  it('refuses the identity of an API key, which has no business with a method', async () => {
    const { server } = await parrot({});
    const channel = createChannel(`127.0.0.1:${server.port}`);
    closing.push(() => channel.close());
    const token = signIdentity(internalKey, { caller: 'gateway', actor: 'key:k', roles: [], scopes: ['orders:read'] });
    const asked = createClient(Parrot, channel).say({ text: 'x' }, { metadata: Metadata().set(identityHeader, token) });
    await expect(asked).rejects.toThrow('PERMISSION_DENIED');
  });

  it('brings the code and details of a refusal to the caller', async () => {
    const { client } = await parrot({
      say: () => Promise.reject(new SeedsOut('无货 no seeds left.', { wanted: 3, sku: 'SEED' })),
    });
    const error = await client.say({ text: 'x' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RpcRefused);
    expect(error).toMatchObject({ code: 'SEEDS_OUT', details: { wanted: 3, sku: 'SEED' }, message: '无货 no seeds left.' });
  });

  it('tells nothing of an unknown error but the reference of its log line', async () => {
    const { client, logged } = await parrot({ say: () => Promise.reject(new Error('no buyer "张三"')) });
    const error = await client.say({ text: 'x' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RpcFailed);
    expect(String(error)).not.toContain('buyer');
    const [line] = logged;
    expect(String(error)).toContain(String(line?.['reference']));
    expect(JSON.stringify(line)).not.toContain('张三');
  });

  it('gives up at the deadline, and the server drops what arrives after it', async () => {
    let begun = 0;
    const { client } = await parrot({
      say: async (request, at) => {
        begun += 1;
        await pause(5_000, undefined, { signal: at.signal }).catch(() => undefined);
        return { ...request, caller: '', actor: null };
      },
    });
    const started = performance.now();
    await expect(client.say({ text: 'x' }, { deadlineMs: 100 })).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    expect(performance.now() - started).toBeLessThan(1_000);
    await expect(client.say({ text: 'x' }, { deadlineMs: 0 })).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    expect(begun).toBe(1);
  });

  it('gives up in time on a peer that accepts and stays silent', async () => {
    const sockets: Socket[] = [];
    const silent = createTcpServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closing.push(() => (sockets.forEach((socket) => socket.destroy()), silent.close()));
    const address = silent.address();
    const client = connect(address !== null && typeof address === 'object' ? address.port : 0);
    const started = performance.now();
    await expect(client.say({ text: 'x' }, { deadlineMs: 300 })).rejects.toThrow(RpcUnavailable);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('repeats a lost idempotent call once, never another, and stops when the budget is spent', async () => {
    const { client, server } = await parrot({});
    await client.say({ text: 'warm' });
    await server.stop(0);
    const attempts = { say: 0, once: 0 };
    const counting = connect(server.port, { idempotent: ['say'], onRequest: (method) => (attempts[method] += 1) });
    for (let call = 0; call < 20; call += 1) await expect(counting.say({ text: 'x' })).rejects.toThrow(RpcUnavailable);
    await expect(counting.once({ text: 'x' })).rejects.toThrow(RpcUnavailable);
    expect(attempts.once).toBe(1);
    // 20 calls, 5 retries of the purse and the 2 they earned.
    expect(attempts.say).toBeGreaterThanOrEqual(25);
    expect(attempts.say).toBeLessThanOrEqual(27);
  });

  it('finds a restarted server again by the retry alone', async () => {
    const { server } = await parrot({});
    const client = connect(server.port, { idempotent: ['say'] });
    await client.say({ text: 'before' });
    await server.stop(0);
    await start(server.port, {});
    await expect(client.say({ text: 'after' }, { deadlineMs: 5_000 })).resolves.toMatchObject({ text: 'after' });
  });

  it('finishes calls in hand while it drains and cuts streams that do not end', async () => {
    const reached = Promise.withResolvers<void>();
    const drained = Promise.withResolvers<void>();
    const { client, server } = await parrot({
      say: async (request, at) => {
        reached.resolve();
        at.draining.addEventListener('abort', () => drained.resolve());
        await drained.promise;
        return { ...request, caller: 'finished', actor: null };
      },
    });
    const answer = client.say({ text: 'x' }, { deadlineMs: 5_000 });
    const stream = client.chat(forever())[Symbol.asyncIterator]();
    await stream.next();
    await reached.promise;
    const stopped = server.stop(500);
    await expect(answer).resolves.toMatchObject({ caller: 'finished' });
    await expect(stream.next()).rejects.toThrow(RpcUnavailable);
    await stopped;
  });

  it('multiplexes many logical callers on one stream in order', async () => {
    const { client } = await parrot({});
    const wanted = Array.from({ length: 500 }, (_, index) => ({ text: String(index) }));
    const heard: unknown[] = [];
    for await (const answer of client.chat(each(wanted))) heard.push(answer);
    expect(heard).toEqual(wanted);
  });

  it('refuses a message above 16 MiB instead of buffering it', async () => {
    const { client } = await parrot({});
    await expect(client.say({ text: 'x'.repeat(17 * 1024 * 1024) }, { deadlineMs: 10_000 })).rejects.toMatchObject({
      reason: 'RESOURCE_EXHAUSTED',
    });
  });
});

type Implementation = ServiceImplementation<typeof Parrot, RpcContext>;

async function parrot(overrides: Partial<Implementation>) {
  const { server, logged } = await start(0, overrides);
  return { server, logged, client: connect(server.port) };
}

async function start(
  port: number,
  overrides: Partial<Implementation>,
): Promise<{ readonly server: RpcServer; readonly logged: Record<string, unknown>[] }> {
  const logged: Record<string, unknown>[] = [];
  const implementation: Implementation = {
    say: (request, at) => Promise.resolve({ ...request, caller: at.identity.caller, actor: at.identity.actor ?? null }),
    once: (request) => Promise.resolve(request),
    chat: async function* (requests) {
      for await (const request of requests) yield request;
    },
    ...overrides,
  };
  const log = { error: (fields: object) => void logged.push({ ...fields }) };
  const server = await startRpcServer({ host: '127.0.0.1', port, services: [serve(Parrot, implementation)], internalKey, log });
  closing.push(() => server.stop(0));
  return { server, logged };
}

function connect(
  port: number,
  options: {
    readonly internalKey?: string;
    readonly idempotent?: readonly string[];
    readonly onRequest?: (method: 'say' | 'once') => void;
  } = {},
) {
  const { onRequest, ...rest } = options;
  const counted = (method: 'say' | 'once') => ({
    ...Parrot[method],
    requestSerialize: (value: { readonly text: string }) => {
      onRequest?.(method);
      return Parrot[method].requestSerialize(value);
    },
  });
  const definition = { ...Parrot, say: { ...Parrot.say, ...counted('say') }, once: { ...Parrot.once, ...counted('once') } };
  const client = rpcClient(definition, `127.0.0.1:${port}`, { internalKey, caller: 'order', ...rest });
  closing.push(client.close);
  return client.call;
}

async function* forever(): AsyncGenerator<{ readonly text: string }> {
  yield { text: 'first' };
  await new Promise(() => undefined);
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
