import { gatewayUrl, headersFor } from '../../../gateway.ts';

export const dynamic = 'force-dynamic';

const passedBack = ['content-type', 'content-disposition', 'content-length'];

interface Context {
  readonly params: Promise<{ readonly file: string }>;
}

/** A file streams through as it is made: nothing of it is gathered here. */
export const GET = async (request: Request, { params }: Context): Promise<Response> => {
  const { file } = await params;
  try {
    const answer = await fetch(`${gatewayUrl()}/exports/${encodeURIComponent(file)}${new URL(request.url).search}`, {
      headers: headersFor(request.headers),
      cache: 'no-store',
      signal: request.signal,
    });
    const headers = new Headers({ 'cache-control': 'no-store, no-transform' });
    for (const name of passedBack) {
      const value = answer.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(answer.body, { status: answer.status, headers });
  } catch {
    return Response.json({ code: 'GATEWAY_UNREACHABLE', message: 'gateway is out of reach' }, { status: 502 });
  }
};
