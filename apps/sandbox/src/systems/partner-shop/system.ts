import { WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';
import { heard, Hook, readBody, type Heard } from './hook.ts';
import { verifyWebhook } from './verify-webhook.ts';

const NAME = 'partner-shop';
const secretDeed = z.object({ endpoint: z.string().min(1), secrets: z.array(z.string().startsWith('whsec_')).max(2) });
const kept = z.union([z.object({ secret: secretDeed }), z.object({ heard })]);

/**
 * A partner's shop system: takes webhooks at `/partner-shop/hooks/{endpoint}`, believes only what is signed, and takes each event once.
 * Slow, down (`frozen`) or out of order it is by the rules of `/control/misbehave`.
 */
export function createPartnerShop(context: SandboxContext): SandboxSystem {
  const hooks = new Map<string, Hook>();
  const hookOf = (endpoint: string): Hook => {
    const hook = hooks.get(endpoint) ?? new Hook();
    hooks.set(endpoint, hook);
    return hook;
  };

  const take = async (endpoint: string, request: SandboxRequest): Promise<SandboxReply> => {
    const hook = hookOf(endpoint);
    try {
      const { id, body } = verifyWebhook(hook.secrets, request.headers, request.body);
      const one: Heard = readBody(endpoint, id, body);
      const isNew = hook.hear(one);
      context.journal.write(NAME, { heard: one });
      context.ledger.append('webhook', NAME, one.about, { endpoint, id, type: one.type, again: !isNew });
      // Answered only when the journal has it: what is answered must outlive a kill.
      await new Promise((resolve) => setImmediate(resolve));
      return json({ ok: true });
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      hook.refuse(error.message);
      return json({ error: 'NOT_VERIFIED' }, 401);
    }
  };

  return {
    name: NAME,
    mount: '/partner-shop',
    async handle(request) {
      const endpoint = /^\/hooks\/([\w-]+)$/.exec(request.path)?.[1];
      if (request.method !== 'POST' || endpoint === undefined) return json({ error: 'NOT_FOUND' }, 404);
      const call = { system: NAME, operation: endpoint, key: request.headers['webhook-id'] ?? '' };
      return answerWithFaults(
        context,
        call,
        () => take(endpoint, request),
        () => json({ error: 'busy' }, 503),
      );
    },
    state: () => Object.fromEntries([...hooks].map(([name, hook]) => [name, hook.summary()])),
    async command(deed, body) {
      if (deed !== 'secret') throw new DeedRefused(`${NAME} does not know ${deed}`);
      const told = secretDeed.parse(body);
      hookOf(told.endpoint).secrets = told.secrets;
      context.journal.write(NAME, { secret: told });
      return { known: told.secrets.length };
    },
    reset: () => hooks.clear(),
    restore(record) {
      const one = kept.parse(record);
      if ('secret' in one) hookOf(one.secret.endpoint).secrets = one.secret.secrets;
      else hookOf(one.heard.endpoint).hear(one.heard);
    },
  };
}
