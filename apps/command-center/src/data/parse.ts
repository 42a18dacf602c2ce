// Hand-written, because a schema library would be a tenth of the first load.

export type Fields = Readonly<Record<string, unknown>>;

export const asRecord = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export interface OrderChanged {
  readonly id: string;
  readonly version: string;
  readonly gate: number | undefined;
  readonly stuck: boolean | undefined;
  readonly status: string | undefined;
}

/** The body of a live event; undefined when it names no order. */
export const parseChange = (json: string): OrderChanged | undefined => {
  const fields = asRecord(parseJson(json));
  const id = asText(fields?.['id']);
  if (fields === undefined || id === undefined) return undefined;
  const { version, gate, stuck, status } = fields;
  return {
    id,
    version: typeof version === 'string' || typeof version === 'number' ? String(version) : '0',
    gate: typeof gate === 'number' ? gate : undefined,
    stuck: typeof stuck === 'boolean' ? stuck : undefined,
    status: asText(status),
  };
};

interface Envelope {
  readonly data: Fields | undefined;
  readonly errors: readonly { readonly path: readonly (string | number)[]; readonly code: string }[];
}

/** A GraphQL answer; undefined when the body is not one. */
export const parseEnvelope = (body: unknown): Envelope | undefined => {
  const fields = asRecord(body);
  if (fields === undefined || (!('data' in fields) && !('errors' in fields))) return undefined;
  const errors: unknown = fields['errors'];
  return {
    data: asRecord(fields['data']),
    errors: (Array.isArray(errors) ? errors : []).map((error: unknown) => {
      const told = asRecord(error);
      const path: unknown = told?.['path'];
      return {
        path: Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : [],
        code: asText(asRecord(told?.['extensions'])?.['code']) ?? 'INTERNAL',
      };
    }),
  };
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
