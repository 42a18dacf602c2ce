import { describe, expect, it } from 'vitest';
import { runWebhookCampaign } from './parts/webhook-campaign.ts';

const full = process.env['HUB_FULL'] === '1';

describe('webhooks under kills of sender, database and receiver', () => {
  it(
    'come at least once, in order per order, and each call is in the log; nobody else is believed',
    async () => {
      const figures = await runWebhookCampaign({
        seconds: full ? 600 : 15,
        ordersPerSecond: 12,
        killEveryMs: full ? [1_000, 5_000] : [700, 2_500],
        say: () => undefined,
      });
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      const { missing, outOfOrder, notInLog, impostors, kills, events } = figures;
      expect({ missing, outOfOrder, notInLog, taken: impostors.taken }).toEqual({ missing: 0, outOfOrder: 0, notInLog: 0, taken: 0 });
      expect(kills.messenger + kills.receiver + kills.postgres).toBeGreaterThan(2);
      expect(impostors.tried).toBeGreaterThan(10);
      expect(events).toBeGreaterThan(full ? 20_000 : 300);
    },
    full ? 900_000 : 180_000,
  );
});
