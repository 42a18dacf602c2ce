import { gatewayUrl, headersFor } from '../../../../gateway.ts';

export const dynamic = 'force-dynamic';

interface Context {
  readonly params: Promise<{ readonly id: string; readonly file: string }>;
}

/** The refused rows of an import, streamed through as they are opened. */
export const GET = async (request: Request, { params }: Context): Promise<Response> => {
  const { id, file } = await params;
  try {
    const answer = await fetch(`${gatewayUrl()}/imports/${encodeURIComponent(id)}/${encodeURIComponent(file)}`, {
      headers: headersFor(request.headers),
      cache: 'no-store',
      signal: request.signal,
    });
    const headers = new Headers({ 'cache-control': 'no-store, no-transform' });
    for (const name of ['content-type', 'content-disposition']) {
      const value = answer.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(answer.body, { status: answer.status, headers });
  } catch {
    return Response.json({ code: 'GATEWAY_UNREACHABLE', message: 'gateway is out of reach' }, { status: 502 });
  }
};
