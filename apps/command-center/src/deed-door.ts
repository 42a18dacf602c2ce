import { gatewayUrl, headersFor } from './gateway.ts';

interface Deed {
  readonly params: Promise<{ readonly deed?: readonly string[] }>;
}

type Handler = (request: Request, deed: Deed) => Promise<Response>;

/** Hands one door of the gateway on to the browser, which has this origin only. Names that are not listed do not exist here. */
export const deedDoor = (
  path: string,
  known: { readonly readings: readonly string[]; readonly acts: readonly string[] },
): { readonly GET: Handler; readonly POST: Handler } => {
  const pass = async (request: Request, deed: readonly string[], names: readonly string[], body: string | undefined): Promise<Response> => {
    const name = deed.join('/');
    if (!names.includes(name)) return new Response(null, { status: 404 });
    try {
      const answer = await fetch(`${gatewayUrl()}/${path}${name === '' ? '' : `/${name}`}`, {
        method: request.method,
        headers: headersFor(request.headers),
        ...(body === undefined ? {} : { body }),
        cache: 'no-store',
        signal: AbortSignal.timeout(10_000),
      });
      return new Response(await answer.text(), {
        status: answer.status,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      });
    } catch {
      return Response.json({ code: 'GATEWAY_UNREACHABLE' }, { status: 502 });
    }
  };
  return {
    GET: async (request, { params }) => pass(request, (await params).deed ?? [], known.readings, undefined),
    POST: async (request, { params }) => pass(request, (await params).deed ?? [], known.acts, await request.text()),
  };
};
