import { gatewayUrl, headersFor } from '../../gateway.ts';

export const dynamic = 'force-dynamic';

export const GET = async (request: Request): Promise<Response> => {
  try {
    const answer = await fetch(`${gatewayUrl()}/live${new URL(request.url).search}`, {
      headers: headersFor(request.headers),
      cache: 'no-store',
      signal: request.signal,
    });
    if (!answer.ok || answer.body === null) return new Response(null, { status: answer.status });
    return new Response(answer.body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // no-transform keeps Next's own compression, and any proxy before it, from gathering events into blocks.
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  } catch {
    return new Response(null, { status: 502 });
  }
};
