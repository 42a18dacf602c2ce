import { gatewayUrl, headersFor } from '../../gateway.ts';

export const dynamic = 'force-dynamic';

/** A file on its way in flows on as it comes: `duplex: half` keeps the body a stream, and no proxy of Next's stands before this route. */
export const POST = async (request: Request): Promise<Response> => {
  const headers = headersFor(request.headers);
  for (const name of ['x-file-name', 'content-length']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  try {
    const upload: RequestInit & { readonly duplex: 'half' } = {
      method: 'POST',
      headers,
      body: request.body,
      duplex: 'half',
      cache: 'no-store',
      signal: request.signal,
    };
    const answer = await fetch(`${gatewayUrl()}/imports`, upload);
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
  } catch {
    return Response.json({ code: 'GATEWAY_UNREACHABLE', message: 'gateway is out of reach' }, { status: 502 });
  }
};
