import type { HttpHandler } from '@orderloom/service-runtime';
import { answerRefusal } from './answer-refusal.ts';

/** A door whose refusals are answers, and whose answers nobody keeps. */
export function refusable(handler: HttpHandler): HttpHandler {
  return async (request, response, url) => {
    response.setHeader('cache-control', 'no-store');
    try {
      await handler(request, response, url);
    } catch (error) {
      answerRefusal(response, error);
    }
  };
}
