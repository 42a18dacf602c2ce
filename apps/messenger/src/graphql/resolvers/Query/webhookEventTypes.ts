import { webhookEntry, webhookExample, webhookSchema, webhookTypes } from '@orderloom/contracts';
import type { MessengerContext } from '../../context.ts';

export function webhookEventTypes(_parent: unknown, _args: unknown, { viewer }: MessengerContext) {
  return webhookTypes.map((type) => {
    const { version, scope, zh, en } = webhookEntry(type);
    return {
      type,
      version,
      scope,
      title: viewer.locale.startsWith('zh') ? zh : en,
      schema: JSON.stringify(webhookSchema(type)),
      example: JSON.stringify(webhookExample(type), null, 2),
    };
  });
}
