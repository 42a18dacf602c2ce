import { BodyTooLarge, readBody, sendText, type HttpHandler, type Logger, type Route } from '@orderloom/service-runtime';
import * as sfWebhook from '../carriers/sf/webhook.ts';
import * as qimenWebhook from '../warehouse-links/qimen/webhook.ts';
import type { PushKeeper } from './receive-pushes.ts';

const MOST_BYTES = 4 * 1024 * 1024;

export interface DoorDeps {
  readonly keeper: PushKeeper;
  readonly qimen: { readonly account: string; readonly appKey: string; readonly secret: string; readonly customerId: string };
  readonly sfAccounts: ReadonlySet<string>;
  readonly now: () => Date;
  readonly log: Logger;
  readonly refused: (system: string, reason: string) => void;
}

/** The door for warehouses and carriers: verified, saved, answered in the sender's own form; read afterwards. */
export function hookRoutes(deps: DoorDeps): readonly Route[] {
  return [
    { method: 'POST', path: `/hooks/qimen/${deps.qimen.account}`, handler: guarded(deps, 'qimen', qimenDoor(deps)) },
    ...[...deps.sfAccounts].map((account): Route => ({
      method: 'POST',
      path: `/hooks/sf/${account}`,
      handler: guarded(deps, 'sf', sfDoor(deps, account)),
    })),
    { method: 'GET', path: '/livez', handler: (_request, response) => sendText(response, 200, 'application/json', '{"alive":true}') },
  ];
}

function qimenDoor(deps: DoorDeps): HttpHandler {
  return async (request, response, url) => {
    const body = await readBody(request, MOST_BYTES);
    const check = qimenWebhook.checkPush(url, body, deps.qimen, deps.now());
    if (check !== 'OK') {
      deps.refused('qimen', check);
      return sendText(response, 200, XML, qimenWebhook.refused(check === 'BAD_SIGN' ? 'sign-check-failure' : 'timestamp-expired', check));
    }
    await deps.keeper.keep({ system: 'qimen', account: deps.qimen.account, method: qimenWebhook.methodOf(url), contentType: XML, body });
    return sendText(response, 200, XML, qimenWebhook.taken);
  };
}

/** SF signs nothing: a push is believed only as far as it names a waybill of ours, and a lie cannot move a parcel back. */
function sfDoor(deps: DoorDeps, account: string): HttpHandler {
  return async (request, response) => {
    const body = await readBody(request, MOST_BYTES);
    try {
      sfWebhook.readRoutePush(body);
    } catch (error) {
      if (error instanceof sfWebhook.RoutesUnreadable && error.message === 'not JSON') {
        deps.refused('sf', 'UNREADABLE');
        return sendText(response, 200, JSON_TYPE, sfWebhook.refused('not readable'));
      }
    }
    await deps.keeper.keep({ system: 'sf', account, method: 'RoutePush', contentType: JSON_TYPE, body });
    return sendText(response, 200, JSON_TYPE, sfWebhook.taken);
  };
}

const XML = 'text/xml; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** What was not saved must be pushed again: any failure here is a refusal in the sender's form. */
function guarded(deps: DoorDeps, system: 'qimen' | 'sf', handler: HttpHandler): HttpHandler {
  return async (request, response, url) => {
    try {
      await handler(request, response, url);
    } catch (error) {
      deps.log.error({ err: error, system }, 'push could not be kept');
      deps.refused(system, error instanceof BodyTooLarge ? 'TOO_LARGE' : 'NOT_KEPT');
      if (response.headersSent) return;
      if (system === 'qimen') sendText(response, 500, XML, qimenWebhook.refused('not-kept', 'try again'));
      else sendText(response, 500, JSON_TYPE, sfWebhook.refused('try again'));
    }
  };
}
