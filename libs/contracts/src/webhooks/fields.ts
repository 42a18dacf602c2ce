/** One value in the body of a webhook, as its JSON schema and with an example for readers. */
export interface Field {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example: unknown;
  readonly optional?: true;
}

export type Fields = Readonly<Record<string, Field>>;

export function text(description: string, example: string): Field {
  return { schema: { type: 'string', minLength: 1, description }, example };
}

export function literal(description: string, values: readonly [string, ...string[]]): Field {
  return { schema: { type: 'string', enum: values, description }, example: values[0] };
}

export function time(description: string, example = '2026-11-22T05:40:02.118Z'): Field {
  return { schema: { type: 'string', format: 'date-time', description }, example };
}

export function whole(description: string, example: number): Field {
  return { schema: { type: 'integer', description }, example };
}

export function flag(description: string, example: boolean): Field {
  return { schema: { type: 'boolean', description }, example };
}

export function money(description: string): Field {
  const minor = text('Minor units (fen for CNY), a decimal integer as text.', '32800');
  return group(description, { minor, currency: text('ISO 4217 code.', 'CNY') });
}

export function group(description: string, fields: Fields): Field {
  return { schema: { ...objectOf(fields), description }, example: exampleOf(fields) };
}

export function list(description: string, fields: Fields): Field {
  return { schema: { type: 'array', items: objectOf(fields), description }, example: [exampleOf(fields)] };
}

/** The field may be missing; it is never null. */
export function optional(field: Field): Field {
  return { ...field, optional: true };
}

/** Closed: what the schema does not name is not sent. */
export function objectOf(fields: Fields): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(fields).filter((name) => fields[name]?.optional !== true),
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema])),
  };
}

export function exampleOf(fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.example]));
}
