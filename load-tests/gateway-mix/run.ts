import { runSuite } from '../runner/run-suite.ts';
import { watchDocuments } from '../runner/watches/documents.ts';

// --reads: visits a second. A visit is a list and an order opened whole (eight documents), all boards (ten), or a partner's two documents with a key.
await runSuite({
  name: 'gateway-mix',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 50, seconds: 60, warmUpSeconds: 4, readsPerSecond: 6, speed: 1 },
  watches: [watchDocuments],
});
