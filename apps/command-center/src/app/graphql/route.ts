import { gatewayUrl, headersFor } from '../../gateway.ts';

export const dynamic = 'force-dynamic';

export const POST = async (request: Request): Promise<Response> => {
  try {
    const answer = await fetch(`${gatewayUrl()}/graphql`, {
      method: 'POST',
      headers: headersFor(request.headers),
      body: await request.text(),
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(20_000)]),
    });
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json', 'cache-control': 'no-store' },
    });
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    return Response.json(
      {
        errors: [
          {
            message: late ? 'gateway is late' : 'gateway is out of reach',
            extensions: { code: late ? 'GATEWAY_LATE' : 'GATEWAY_UNREACHABLE' },
          },
        ],
      },
      { status: late ? 504 : 502 },
    );
  }
};
