import type { Attributes } from '@opentelemetry/api';

/**
 * Attributes that may leave the process. An allow-list, because instrumentations add new ones with every release
 * and a query string, a header or a literal in a statement may be personal.
 */
const allowed: ReadonlySet<string> = new Set([
  'error.type',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'url.path',
  'url.scheme',
  'server.address',
  'server.port',
  'network.protocol.version',
  'db.system.name',
  'db.namespace',
  'db.operation.name',
  'db.query.text',
  'rpc.system',
  'rpc.service',
  'rpc.method',
  'rpc.grpc.status_code',
  'messaging.system',
  'messaging.destination.name',
  'messaging.batch.message_count',
]);

/** The attributes that may leave: listed ones and our own `hub.*`, statements without literals, paths without queries. */
export function redactAttributes(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (!allowed.has(key) && !key.startsWith('hub.')) continue;
    kept[key] = typeof value === 'string' ? redactText(key, value) : value;
  }
  return kept;
}

/** A span name without what may follow a path; instrumentations put the target there when no route is known. */
export function redactName(name: string): string {
  return withoutQuery(name).slice(0, 120);
}

function redactText(key: string, value: string): string {
  switch (key) {
    case 'db.query.text':
      return withoutLiterals(value).slice(0, 500);
    case 'url.path':
      return withoutQuery(value);
    default:
      return value.slice(0, 200);
  }
}

function withoutQuery(text: string): string {
  return text.replace(/[?#].*$/s, '');
}

function withoutLiterals(statement: string): string {
  return statement
    .replaceAll(/\$(\w*)\$.*?\$\1\$/gs, '?')
    .replaceAll(/'(?:[^']|'')*'/g, '?')
    .replaceAll(/(?<![\w$.])\d+(?:\.\d+)?(?!\w)/g, '?');
}
