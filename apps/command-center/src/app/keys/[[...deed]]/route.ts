import { gatewayUrl, headersFor } from '../../../gateway.ts';

export const dynamic = 'force-dynamic';

const readings: readonly string[] = [''];
const acts: readonly string[] = ['issue', 'rotate', 'revoke'];

type Deed = { readonly params: Promise<{ readonly deed?: readonly string[] }> };

export const GET = async (request: Request, { params }: Deed): Promise<Response> => pass(request, await params, readings, undefined);

export const POST = async (request: Request, { params }: Deed): Promise<Response> =>
  pass(request, await params, acts, await request.text());

const pass = async (
  request: Request,
  { deed = [] }: { readonly deed?: readonly string[] },
  known: readonly string[],
  body: string | undefined,
): Promise<Response> => {
  const name = deed.join('/');
  if (!known.includes(name)) return new Response(null, { status: 404 });
  try {
    const answer = await fetch(`${gatewayUrl()}/keys${name === '' ? '' : `/${name}`}`, {
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
