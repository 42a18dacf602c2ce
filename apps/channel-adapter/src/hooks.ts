import { BodyTooLarge, readBody, sendJson, sendText, type HttpHandler, type Logger } from '@orderloom/service-runtime';
import type { ServerResponse } from 'node:http';
import { DoorCrowded, type PushIntake } from './application/accept-push.ts';
import type { PushAnswer, ShopChannel } from './application/ports.ts';

const LARGEST_BODY = 2 * 1024 * 1024;
const RETRY_SECONDS = 5;

export interface HookDeps {
  readonly channels: ReadonlyMap<string, ShopChannel>;
  readonly intake: PushIntake;
  readonly hold: (channel: ShopChannel, raw: Buffer, receivedAt: Date) => Promise<void>;
  readonly now: () => Date;
  readonly log: Logger;
  readonly count: (system: string, outcome: string) => void;
  /** A push was not taken: its order is found by a poll. */
  readonly onLost: (shopId: string) => void;
}

/** `/hooks/{system}/{shop}`: verify over the raw bytes, save, acknowledge; everything else happens afterwards. */
export function pushHook(deps: HookDeps): HttpHandler {
  return async (request, response, url) => {
    const [, , system, shopId] = url.pathname.split('/');
    const channel = deps.channels.get(shopId ?? '');
    if (channel === undefined || channel.shop.system !== system) return sendJson(response, 404, { error: 'NO_SUCH_SHOP' });
    let raw: Buffer;
    try {
      raw = await readBody(request, LARGEST_BODY);
    } catch (error) {
      if (error instanceof BodyTooLarge) return sendJson(response, 413, { error: 'BODY_TOO_LARGE' });
      throw error;
    }
    const now = deps.now();
    const verdict = channel.readPush({ method: request.method ?? 'POST', raw, headers: request.headers, query: url.searchParams }, now);
    if (verdict.kind === 'refused') {
      deps.count(system, verdict.reason);
      deps.log.warn({ shop: channel.shop.id, reason: verdict.reason, bytes: raw.length }, 'push refused');
      return sendJson(response, 401, { error: verdict.reason });
    }
    if (verdict.kind === 'probe') return answer(response, verdict.answer);
    try {
      if (verdict.kind === 'unreadable') {
        await deps.hold(channel, raw, now);
        deps.count(system, 'unreadable');
        return answer(response, verdict.answer);
      }
      const outcome = await deps.intake.take(channel.shop, verdict, raw, now);
      deps.count(system, outcome);
      if (outcome === 'taken') return answer(response, verdict.answer);
      deps.log.warn({ shop: channel.shop.id }, 'push refused: a known message id with another content');
      sendJson(response, 401, { error: 'REPLAYED_WITH_OTHER_CONTENT' });
    } catch (error) {
      // Not saved, so not acknowledged: the platform repeats, and the poll heals what it does not.
      const isCrowded = error instanceof DoorCrowded;
      deps.count(system, isCrowded ? 'crowded' : 'not saved');
      // A crowd is counted: a line for each would be a crowd of its own.
      if (!isCrowded) deps.log.error({ shop: channel.shop.id, err: error }, 'push not saved');
      deps.onLost(channel.shop.id);
      response.setHeader('retry-after', RETRY_SECONDS);
      sendJson(response, 503, { error: 'NOT_SAVED' });
    }
  };
}

function answer(response: ServerResponse, push: PushAnswer): void {
  sendText(response, 200, push.contentType, push.body);
}
