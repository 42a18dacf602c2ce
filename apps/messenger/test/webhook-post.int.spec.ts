import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createFence, Fenced, type Fence } from '../src/transports/webhook/fence.ts';
import { webhookPost } from '../src/transports/webhook/post.ts';

/** Made for this test, opens nothing: a certificate for hook.example that only this test trusts. */
const pem = readFileSync(new URL('./tls/hook.example.pem', import.meta.url));
const servers: Server[] = [];

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const plain = (listener: RequestListener): Promise<number> => listen(createServer(listener));

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A fence that leads a name to this machine, as the answer of a resolver would; asked twice, it leads elsewhere. */
function leading(): Fence & { readonly asked: () => number } {
  let asked = 0;
  return {
    read: (url) => new URL(url),
    addressOf: () => {
      asked += 1;
      return asked === 1 ? Promise.resolve('127.0.0.1') : Promise.reject(new Fenced('NOT_PUBLIC', 'asked again'));
    },
    asked: () => asked,
  };
}

const post = (fence: Fence, url: string, deadlineMs = 2_000) => {
  const sender = webhookPost(fence, { deadlineMs, userAgent: 'spec' });
  return sender.post({ url, headers: {}, body: '{}' }).finally(() => void sender.close());
};

describe('a webhook on its way', () => {
  it('goes to the address that was checked and is asked for by no other name', async () => {
    const hosts: string[] = [];
    const port = await plain((request, response) => {
      hosts.push(request.headers.host ?? '');
      response.end();
    });
    const fence = leading();
    expect(await post(fence, `http://hook.example:${port}/a`)).toMatchObject({ status: 200 });
    expect([hosts, fence.asked()]).toEqual([[`hook.example:${port}`], 1]);
  });

  it('goes nowhere when the name leads inside, not even to knock', async () => {
    let knocks = 0;
    const port = await plain((_request, response) => {
      knocks += 1;
      response.end();
    });
    const fence = createFence({ allowed: [], resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await post(fence, `https://rebind.example:${port}/`)).toMatchObject({ trouble: 'FENCED_NOT_HTTPS' });
    expect(await post(fence, 'https://rebind.example/')).toMatchObject({ status: undefined, trouble: 'FENCED_NOT_PUBLIC' });
    expect(await post(fence, 'https://[::ffff:127.0.0.1]/')).toMatchObject({ trouble: 'FENCED_NOT_PUBLIC' });
    expect(await post(fence, `http://127.0.0.1:${port}/`)).toMatchObject({ trouble: 'FENCED_NOT_HTTPS' });
    expect(knocks).toBe(0);
  });

  it('does not follow a redirect', async () => {
    let knocks = 0;
    const inside = await plain((_request, response) => {
      knocks += 1;
      response.end();
    });
    const port = await plain((_request, response) => response.writeHead(307, { location: `http://127.0.0.1:${inside}/` }).end());
    const fence = createFence({ allowed: [`http://127.0.0.1:${port}`, `http://127.0.0.1:${inside}`] });
    expect(await post(fence, `http://127.0.0.1:${port}/`)).toMatchObject({ status: 307 });
    expect(knocks).toBe(0);
  });

  it('reads little of an endless answer, and masks what it keeps', async () => {
    const port = await plain((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const endless = await post(createFence({ allowed: [`http://127.0.0.1:${port}`] }), `http://127.0.0.1:${port}/`);
    expect(endless).toMatchObject({ status: 200, answer: '(512 bytes, not readable)' });
    const telling = await plain((_request, response) => response.writeHead(500).end('{"code":"NO_ROOM","phone":"13800000000"}'));
    const told = await post(createFence({ allowed: [`http://127.0.0.1:${telling}`] }), `http://127.0.0.1:${telling}/`);
    expect(told.answer).toContain('NO_ROOM');
    expect(told.answer).not.toContain('138');
  });

  it('ends at its deadline, whether the receiver says nothing or drips', async () => {
    const silent = await plain(() => undefined);
    const dripping = await plain((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    for (const port of [silent, dripping]) {
      const answered = await post(createFence({ allowed: [`http://127.0.0.1:${port}`] }), `http://127.0.0.1:${port}/`, 300);
      expect(answered).toMatchObject({ status: undefined, trouble: 'DEADLINE_PASSED' });
      expect(answered.tookMs).toBeLessThan(1_500);
    }
  });

  it('asks for the certificate of the name, and refuses one that nobody vouches for', async () => {
    const names: string[] = [];
    const server = createTlsServer({ key: pem, cert: pem }, (request, response) => {
      names.push(String((request.socket as TLSSocket).servername));
      response.end();
    });
    const port = await listen(server);
    expect(await post(leading(), `https://hook.example:${port}/`)).toMatchObject({ status: undefined, trouble: 'CERTIFICATE' });
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, pem.toString('utf8')]);
    try {
      expect(await post(leading(), `https://hook.example:${port}/`)).toMatchObject({ status: 200 });
      expect(await post(leading(), `https://other.example:${port}/`)).toMatchObject({ trouble: 'CERTIFICATE' });
    } finally {
      setDefaultCACertificates(trusted);
    }
    expect(names).toEqual(['hook.example']);
  });
});
