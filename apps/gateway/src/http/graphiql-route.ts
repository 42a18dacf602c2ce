import type { Route } from '@orderloom/service-runtime';
import { gzipSync } from 'node:zlib';
import { graphiqlPage } from './graphiql-page.ts';

/** GET /graphiql: a page to try documents with a key. Without a key it shows nothing of the schema, so it needs no sign-in. */
export function graphiqlRoute(): Route {
  let made: Promise<{ readonly body: Buffer; readonly policy: string }> | undefined;
  const make = async (): Promise<{ readonly body: Buffer; readonly policy: string }> => {
    // Nine megabytes of text, which most gateways are never asked for.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const { html, policy } = graphiqlPage(renderGraphiQL({ title: 'Orderloom API' }));
    return { body: gzipSync(html), policy };
  };
  return {
    method: 'GET',
    path: '/graphiql',
    handler: async (_request, response) => {
      const { body, policy } = await (made ??= make());
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
        'content-length': body.length,
        'content-security-policy': policy,
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    },
  };
}
