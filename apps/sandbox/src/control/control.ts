import { z } from 'zod';
import { DeedRefused } from '../core/deed-refused.ts';
import { json } from '../core/http.ts';
import type { Mounted } from '../core/http.ts';
import { BuyerRefused } from '../core/marketplace.ts';
import type { SandboxReply, SandboxRequest } from '../core/system.ts';
import { ordersRoutes } from './orders-routes.ts';
import type { ControlDeps, Route } from './routes.ts';
import { worldRoutes } from './world-routes.ts';

/** The JSON door for the page, the system tests and the load generator. It belongs to no outside system. */
export function createControl(deps: ControlDeps): Mounted {
  const routes: readonly Route[] = [
    { method: 'GET', path: /^\/$/, about: 'GET /control: this list', run: () => ({ routes: routes.map(({ about }) => about) }) },
    ...worldRoutes(deps),
    ...ordersRoutes(deps),
  ];
  return {
    mount: '/control',
    async handle(request) {
      for (const route of routes) {
        const match = route.method === request.method ? route.path.exec(request.path) : null;
        if (match !== null) return runRoute(route, match, request);
      }
      return json({ error: `no route ${request.method} /control${request.path}` }, 404);
    },
  };
}

async function runRoute(route: Route, match: RegExpExecArray, request: SandboxRequest): Promise<SandboxReply> {
  try {
    const answer = await route.run({
      params: match.slice(1).map((part) => decodeURIComponent(part)),
      query: request.query,
      body: readBody(request),
    });
    return answer === undefined ? json({ error: 'not found' }, 404) : json(answer);
  } catch (error) {
    if (error instanceof z.ZodError) return json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return json({ error: 'the body is not JSON' }, 400);
    if (error instanceof BuyerRefused || error instanceof DeedRefused) return json({ error: error.message }, 409);
    throw error;
  }
}

function readBody(request: SandboxRequest): unknown {
  const text = request.body.toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}
