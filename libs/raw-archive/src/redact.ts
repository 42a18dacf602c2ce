/** Names of fields, elements and parameters that are known to be harmless; everything else is shown as a mask. */
export type AllowList = ReadonlySet<string>;

const MASK = '▇▇▇';

/**
 * A copy of a raw body for people: the shape stays, and only the values of allowed names.
 * A renamed field is not on the list, so it stays hidden. Unreadable bodies are shown by size alone.
 */
export function redact(body: Buffer, contentType: string, allowed: AllowList): string {
  const text = body.toString('utf8');
  if (contentType.includes('form-urlencoded')) return redactForm(text, allowed);
  if (contentType.includes('xml') || text.startsWith('<')) return redactXml(text, allowed);
  const parsed = parseJson(text);
  return parsed === undefined ? `(${body.length} bytes, not readable)` : JSON.stringify(redactJson(parsed, '', allowed), null, 2);
}

function redactJson(value: unknown, name: string, allowed: AllowList): unknown {
  if (Array.isArray(value)) return value.map((item) => redactJson(item, name, allowed));
  if (typeof value === 'object' && value !== null) {
    // A map of unknown keys may hold data in its keys: they are masked with their values.
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [safeKey(key), redactJson(item, key, allowed)]));
  }
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    const nested = parseJson(value);
    if (nested !== undefined) return JSON.stringify(redactJson(nested, name, allowed));
  }
  return allowed.has(name) ? value : MASK;
}

function redactForm(text: string, allowed: AllowList): string {
  const lines = [...new URLSearchParams(text)].map(([name, value]) => {
    const nested = parseJson(value);
    if (typeof nested === 'object' && nested !== null) return `${safeKey(name)}=${JSON.stringify(redactJson(nested, name, allowed))}`;
    return `${safeKey(name)}=${allowed.has(name) ? value : MASK}`;
  });
  return lines.join('\n');
}

function redactXml(text: string, allowed: AllowList): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_whole, inner: string) => inner.replace(/[<>]/g, ' '))
    .replace(/(<([A-Za-z_][\w.-]*)[^<>]*>)([^<]+)(?=<)/g, (_whole, tag: string, name: string, inner: string) => {
      const shown = inner.trim() === '' || allowed.has(name) ? inner : MASK;
      return `${tag.replace(/="[^"]*"/g, `="${MASK}"`)}${shown}`;
    })
    .replace(/(<\/[\w.-]+>)([^<\s][^<]*)(?=<)/g, `$1${MASK}`);
}

/** Field names are shown; a key that looks like data (a phone, a name) is not a field name. */
function safeKey(key: string): string {
  return /^[A-Za-z_][\w.-]{0,60}$/.test(key) ? key : MASK;
}

/** Ids above 2^53 must not lose digits on their way to the screen: bare long numbers become text first. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,\]}])/g, '$1"$2"'));
  } catch {
    return undefined;
  }
}
