import { readBody, sendText, type HttpHandler } from '@orderloom/service-runtime';
import { deliveryNotes, ReportTooEarly } from '../../application/note-delivery.ts';
import type { MessengerDeps } from '../../application/ports.ts';
import { callbackOpener, CallbackRefused, type CallbackSecret } from '../callback-crypt.ts';
import { readFlatXml } from '../flat-xml.ts';

const MAX_BYTES = 64 * 1024;

/** Reports of the service account: TEMPLATESENDJOBFINISH says whether the customer got the message. Answers `success`. */
export function serviceAccountHook(deps: MessengerDeps, secret: CallbackSecret): HttpHandler {
  const noteDelivery = deliveryNotes(deps);
  const open = callbackOpener(secret);
  return async (request, response, url) => {
    const body = await readBody(request, MAX_BYTES);
    let message: ReadonlyMap<string, string>;
    try {
      const sealed = readFlatXml(body.toString('utf8')).get('Encrypt') ?? '';
      message = readFlatXml(open(signedQuery(url), sealed, deps.now()));
    } catch (error) {
      response.writeHead(error instanceof CallbackRefused ? 401 : 400).end();
      return;
    }
    const status = message.get('Status') ?? '';
    const transportId = message.get('MsgID') ?? message.get('MsgId') ?? '';
    if (message.get('Event') === 'TEMPLATESENDJOBFINISH' && transportId !== '') {
      try {
        await noteDelivery({
          transportId,
          delivered: status === 'success',
          reason: status === 'success' ? '' : status,
          raw: {
            direction: 'IN',
            system: 'wechat-oa',
            operation: 'TEMPLATESENDJOBFINISH',
            contentType: 'text/xml',
            body,
            receivedAt: deps.now(),
            subject: transportId,
          },
        });
      } catch (error) {
        if (!(error instanceof ReportTooEarly)) throw error;
        // Anything but `success` makes the platform send it again a few seconds later.
        response.writeHead(503).end();
        return;
      }
    }
    sendText(response, 200, 'text/plain', 'success');
  };
}

function signedQuery(url: URL) {
  return {
    signature: url.searchParams.get('msg_signature') ?? '',
    timestamp: url.searchParams.get('timestamp') ?? '',
    nonce: url.searchParams.get('nonce') ?? '',
  };
}
