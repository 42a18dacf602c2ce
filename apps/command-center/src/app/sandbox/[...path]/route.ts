import { gatewayUrl, headersFor } from '../../../gateway.ts';

export const dynamic = 'force-dynamic';

/** The sandbox's control door, through the gateway: it decides who may and what. */
const pass = async (request: Request): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  try {
    const answer = await fetch(`${gatewayUrl()}${pathname}${search}`, {
      method: request.method,
      headers: headersFor(request.headers),
      ...(request.method === 'POST' ? { body: await request.text() } : {}),
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(10_000)]),
    });
    return new Response(await answer.text(), {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json', 'cache-control': 'no-store' },
    });
  } catch {
    return Response.json({ code: 'GATEWAY_UNREACHABLE' }, { status: 502 });
  }
};

export const GET = pass;
export const POST = pass;
export const DELETE = pass;
