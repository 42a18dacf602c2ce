import { sendJson, type Route } from '@orderloom/service-runtime';
import { NoSuchSandboxDoor, SandboxNotAllowed, type DriveSandbox, type Sandbox } from '../application/drive-sandbox.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { answerRefusal } from './answer-refusal.ts';
import { requireSameSite } from './cross-site.ts';
import { readJson } from './read-json.ts';
import { readSessionCookie } from './session-cookie.ts';

const MOUNT = '/sandbox';
const BODY_BYTES = 16 * 1024;
const DEADLINE_MS = 8_000;

/** `/sandbox/*`: the control door of the sandbox for signed-in people; a deployment without a sandbox has no such route. */
export function sandboxRoute(deps: { readonly viewers: ViewerReader; readonly drive: DriveSandbox }): Route {
  return {
    path: `${MOUNT}/*`,
    handler: async (request, response, url) => {
      response.setHeader('cache-control', 'no-store');
      const method = request.method ?? 'GET';
      try {
        requireSameSite(request.headers);
        const viewer = await deps.viewers.read(readSessionCookie(request.headers));
        const body = method === 'POST' ? await readJson(request, BODY_BYTES) : {};
        const { status, body: answer } = await deps.drive(viewer, {
          method,
          path: url.pathname.slice(MOUNT.length),
          query: url.search,
          body,
        });
        sendJson(response, status, answer);
      } catch (error) {
        if (error instanceof SandboxNotAllowed) return sendJson(response, 403, { code: error.code, message: error.message });
        if (error instanceof NoSuchSandboxDoor) return sendJson(response, 404, { code: error.code, message: error.message });
        answerRefusal(response, error);
      }
    },
  };
}

/** The sandbox at an address; silence and nonsense become 502. */
export function sandboxAt(baseUrl: string): Sandbox {
  return {
    ask: async ({ method, path, query, body }) => {
      try {
        const answer = await fetch(`${baseUrl}/control${path}${query}`, {
          method,
          ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
        return { status: answer.status, body: await answer.json() };
      } catch {
        return { status: 502, body: { code: 'SANDBOX_SILENT', message: 'The sandbox does not answer.' } };
      }
    },
  };
}
