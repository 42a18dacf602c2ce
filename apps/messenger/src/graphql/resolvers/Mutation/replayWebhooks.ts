import { replayEvents } from '../../../application/webhooks/send-again.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: {
    readonly endpointId: string;
    readonly from: Date;
    readonly until?: Date | null;
    readonly eventTypes?: readonly string[] | null;
    readonly idempotencyKey: string;
  };
}

export function replayWebhooks(_parent: unknown, { input }: Args, context: MessengerContext) {
  const { endpointId, from, until, eventTypes, idempotencyKey } = input;
  return answered(
    replayEvents(context.keeping, {
      keeper: keeperOf(context.viewer),
      idempotencyKey,
      input: { endpointId, from, until: until ?? undefined, eventTypes: eventTypes ?? undefined },
    }).then((answer) => ({ __typename: 'WebhookReplayPlanned', ...answer })),
  );
}
