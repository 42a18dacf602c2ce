import type { ServerResponse } from 'node:http';
import type { Route } from '@orderloom/service-runtime';
import type { ViewerReader } from '../application/read-viewer.ts';
import { RequestRefused, SignedOut } from '../domain/account-errors.ts';
import type { Listener, LiveStream } from '../live/live-stream.ts';
import { answerRefusal } from './answer-refusal.ts';
import { readSessionCookie } from './session-cookie.ts';

// A browser that has this much unread is asleep; it comes back with its last event id.
const unreadBytes = 1024 * 1024;
const sessionCheckMs = 60_000;
const mostListeners = 2_000;

/** GET /live: server-sent events for signed-in people, until their session ends. */
export function liveRoute(deps: { readonly viewers: ViewerReader; readonly stream: LiveStream }): Route {
  return {
    method: 'GET',
    path: '/live',
    handler: async (request, response) => {
      const sessionId = readSessionCookie(request.headers);
      try {
        await deps.viewers.read(sessionId);
        if (deps.stream.listeners() >= mostListeners) throw new RequestRefused('BAD_REQUEST', 'Too many listeners.');
      } catch (error) {
        return answerRefusal(response, error);
      }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
      // Small events must not wait for each other.
      request.socket.setNoDelay(true);
      const lastEventId = request.headers['last-event-id'];
      const leave = deps.stream.join(listenerOf(response), typeof lastEventId === 'string' ? lastEventId : undefined);
      const check = setInterval(() => {
        // A database that is away for a moment ends no stream.
        deps.viewers.read(sessionId).catch((error: unknown) => void (error instanceof SignedOut && response.end()));
      }, sessionCheckMs);
      response.on('close', () => {
        clearInterval(check);
        leave();
      });
    },
  };
}

function listenerOf(response: ServerResponse): Listener {
  return {
    send: (text) => {
      response.write(text);
      return response.writableLength < unreadBytes;
    },
    close: () => response.end(),
  };
}
