import type { Context } from '@orderloom/contracts';
import type { BatchConsumer, HubConnection } from '@orderloom/messaging';
import type { Positions } from './positions.ts';

/** Tells each producer how far this service has committed: the broker's ack floor, turned into a position of the outbox. */
export async function publishWatermarks(
  options: { readonly context: Context; readonly hub: HubConnection },
  consumers: ReadonlyMap<Context, BatchConsumer>,
  positions: ReadonlyMap<Context, Positions>,
): Promise<void> {
  for (const [context, consumer] of consumers) {
    const known = positions.get(context);
    if (known === undefined || known.isEmpty()) continue;
    try {
      const passed = known.takePassed(await consumer.ackFloor());
      if (passed === undefined) continue;
      const told = { consumer: options.context, settled: passed.settled.toString(), fence: passed.fence.toString() };
      options.hub.nats.publish(`hubwm.${context}`, JSON.stringify(told));
    } catch {
      // The broker is away; what was committed stays known and is told later.
    }
  }
}
