import { redactXml, type Shown } from './redact-xml.ts';

/** Names of fields, elements and parameters that are known to be harmless; everything else is shown as a mask. */
export type AllowList = ReadonlySet<string>;

const MASK = '▇▇▇';

/**
 * A copy of a raw body for people: the shape stays, and only the values of allowed names.
 * A renamed field is not on the list, so it stays hidden. The body is read as what it is, whatever its type says;
 * one that is none of the known forms is shown by its size alone.
 */
export function redact(body: Buffer, contentType: string, allowed: AllowList): string {
  const text = body
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  const shown = shownBy(allowed);
  try {
    if (text.startsWith('<')) return redactXml(text, shown);
    if (contentType.includes('form-urlencoded')) return redactForm(text, shown);
    return JSON.stringify(redactJson(parseJson(text), '', shown), null, 2);
  } catch {
    // Broken, cut off, or nested deeper than a call stack.
    return `(${body.length} bytes, not readable)`;
  }
}

function shownBy(allowed: AllowList): Shown {
  const shown: Shown = {
    name: safeName,
    value: (value, field) => {
      const inner = value.trim();
      // A body inside a field has fields of its own; one that is not readable is hidden, whatever the field is called.
      if (/^[[{<]/.test(inner)) return nested(inner, field, shown);
      return allowed.has(field) ? value : MASK;
    },
  };
  return shown;
}

function nested(text: string, field: string, shown: Shown): string {
  try {
    return text.startsWith('<') ? redactXml(text, shown) : JSON.stringify(redactJson(parseJson(text), field, shown));
  } catch {
    return MASK;
  }
}

function redactJson(value: unknown, field: string, shown: Shown): unknown {
  if (Array.isArray(value)) return value.map((item) => redactJson(item, field, shown));
  if (typeof value === 'object' && value !== null) {
    // A map of unknown keys may hold data in its keys: they are masked with their values.
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [shown.name(key), redactJson(item, key, shown)]));
  }
  if (value === null || typeof value === 'boolean') return value;
  const text = shown.value(String(value), field);
  return text === String(value) ? value : text;
}

function redactForm(text: string, shown: Shown): string {
  return [...new URLSearchParams(text)].map(([name, value]) => `${shown.name(name)}=${shown.value(value, name)}`).join('\n');
}

/** Field names are shown; a name that looks like data (a phone, a person) is not a field's. */
function safeName(name: string): string {
  return /^[A-Za-z_][\w.:-]{0,60}$/.test(name) && !/\d{6}/.test(name) ? name : MASK;
}

/** Numbers beyond 2^53 stay as they are written: they are ids, and must not lose digits on their way to the screen. */
function parseJson(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? MASK) : value,
  );
}
