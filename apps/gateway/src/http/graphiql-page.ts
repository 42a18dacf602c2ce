import { createHash } from 'node:crypto';

/** A page and the policy under which a browser runs it. */
export type GraphiqlPage = { readonly html: string; readonly policy: string };

const examples = [
  `# The newest orders, masked. Keep endCursor to go on.
query Newest {
  orders(first: 10) {
    nodes { id platformOrderNo status maskedName paidAmount { minor currency } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  `# Catching up: what changed since then, and where to go on tomorrow.
query Changes {
  orderChanges(changedSince: "${'{today}'}T00:00:00+08:00", first: 50) {
    nodes { id status updatedAt trackingNumbers }
    pageInfo { hasNextPage endCursor }
  }
}`,
  `# Why an order went where it went.
query Decisions($id: ID!) {
  order(id: $id) {
    sourcingDecisions { outcome candidates { warehouse { name } distanceKm chosen refusal scores { name value weight } } }
    parcels { carrier trackingNumber eta nodes { kind place reachedAt } }
  }
}`,
];

const mount = 'YogaGraphiQL.renderYogaGraphiQL(';

// The key stays in this page's memory: it is not stored, and gone when the page is.
const form = `
      <form id="key" style="font: 16px system-ui; max-width: 36em; margin: 15vh auto; padding: 0 1em">
        <h1 style="font-size: 1.3em">Orderloom API</h1>
        <p><label for="text">API key 接口密钥</label></p>
        <p><input id="text" type="password" autocomplete="off" spellcheck="false" placeholder="olk_test_…" style="width: 100%; font: inherit; padding: .5em" required></p>
        <p><button style="font: inherit; padding: .5em 1em">Open 打开</button></p>
        <p>The schema shown is the one of this key. Nothing is stored, and nothing leaves this machine but the documents that you run.</p>
      </form>`;

const start = `
        const form = document.querySelector('#key');
        form.addEventListener('submit', (event) => {
          event.preventDefault();
          const key = document.querySelector('#text').value.trim();
          form.remove();
          const headers = JSON.stringify({ authorization: 'Bearer ' + key });
          const today = new Date().toISOString().slice(0, 10);
          const defaultTabs = ${JSON.stringify(examples)}.map((query) => ({ query: query.replace('{today}', today), headers }));
          YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
            endpoint: '/graphql', title: 'Orderloom API', headers, defaultHeaders: headers, defaultTabs, shouldPersistHeaders: false, credentials: 'omit',
          });
        });
`;

/**
 * GraphiQL behind a field where one pastes a key. Everything that the page needs stands in it; the policy lets it run its own script, found
 * by its hash, and speak to this gateway, and nothing else.
 */
export function graphiqlPage(rendered: string): GraphiqlPage {
  const at = rendered.lastIndexOf(mount);
  const end = rendered.lastIndexOf('</script>');
  if (at === -1 || end < at) throw new Error('GraphiQL is rendered in another form than is known');
  const html = `${rendered.slice(0, at)}${start}${rendered.slice(end)}`.replace(
    '<div id="root"></div>',
    `${form}\n      <div id="root" style="height: 100vh"></div>`,
  );
  const opening = html.indexOf('<script>', html.indexOf('<div id="root"'));
  const script = html.slice(opening + '<script>'.length, html.lastIndexOf('</script>'));
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, policy };
}
