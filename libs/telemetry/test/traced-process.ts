// Run by preload.int.spec.ts as a process of its own: the preload patches modules that a test runner has already loaded.
import { createServer, get } from 'node:http';
import { flushTelemetry, runWithTraceparent, span, traceparentOf } from '../src/index.ts';

const server = createServer((_request, response) => response.end(traceparentOf() ?? 'none'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = address !== null && typeof address === 'object' ? address.port : 0;

const seen = await span('outer', { 'hub.order': 'DY20260115-00892', phone: '13800138000' }, async () => ({
  outer: traceparentOf(),
  inServer: await fetchText(`http://127.0.0.1:${port}/orders?access_token=secret`),
}));
const incoming = '00-11111111111111111111111111111111-2222222222222222-01';
const passedOn = await runWithTraceparent(incoming, 'on order-placed', () => Promise.resolve(traceparentOf()));
const fresh = await runWithTraceparent('nonsense', 'on order-placed', () => Promise.resolve(traceparentOf()));
await flushTelemetry();
process.stdout.write(JSON.stringify({ ...seen, passedOn, fresh }));
server.close();

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
