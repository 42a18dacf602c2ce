import { gatewayUrl, headersFor } from '../../../gateway.ts';

export const dynamic = 'force-dynamic';

type Deed = { readonly params: Promise<{ readonly deed: string }> };

export const POST = async (request: Request, { params }: Deed): Promise<Response> => {
  const { deed } = await params;
  if (deed !== 'sign-in' && deed !== 'sign-out' && deed !== 'password') return new Response(null, { status: 404 });
  return pass(request, deed, await request.text());
};

export const GET = async (request: Request, { params }: Deed): Promise<Response> => {
  const { deed } = await params;
  return deed === 'me' ? pass(request, deed, undefined) : new Response(null, { status: 404 });
};

const pass = async (request: Request, deed: string, body: string | undefined): Promise<Response> => {
  try {
    const answer = await fetch(`${gatewayUrl()}/auth/${deed}`, {
      method: request.method,
      headers: headersFor(request.headers),
      ...(body === undefined ? {} : { body }),
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    });
    const headers = new Headers({ 'content-type': answer.headers.get('content-type') ?? 'application/json', 'cache-control': 'no-store' });
    for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie);
    return new Response(answer.status === 204 ? null : await answer.text(), { status: answer.status, headers });
  } catch {
    return Response.json({ code: 'GATEWAY_UNREACHABLE' }, { status: 502 });
  }
};
