import { randomOf, type Random } from './random.ts';

/** A request that is to be refused. */
export interface HostileRequest {
  readonly family: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

type Make = (random: Random) => Omit<HostileRequest, 'family'>;

const open = '{ orders(first: 1) { nodes { id';
const close = ' } } }';

/** How each family is made; sizes differ from one document to the next, and so does the text, so that none is known already. */
const families: Readonly<Record<string, Make>> = {
  deep: (random) => {
    const depth = random.between(13, 1_900);
    return asQuery(`{ order(id: "${random.word()}") { id ${'twin { order { '.repeat(depth)} id ${'} } '.repeat(depth)} } }`);
  },
  wide: (random) => asQuery(`${open} ${Array.from({ length: random.between(601, 3_800) }, (_, nth) => `f${nth}`).join(' ')} ${close}`),
  aliased: (random) =>
    asQuery(
      `{ ${Array.from({ length: random.between(31, 250) }, (_, nth) => `a${nth}: orders(first: ${1 + (nth % 9)}) { nodes { id } }`).join(' ')} }`,
    ),
  'fragment cycles': (random) => {
    const count = random.between(2, 60);
    const fragments = Array.from(
      { length: count },
      (_, nth) => `fragment F${nth} on Query { orders { nodes { order { id } } } ...F${(nth + 1) % count} }`,
    );
    return asQuery(`{ ...F0 } ${fragments.join(' ')}`);
  },
  'fragment spreads': (random) => {
    const count = random.between(8, 60);
    const fragments = Array.from({ length: count }, (_, nth) => `fragment S${nth} on OrderTwin { ${`...S${nth + 1} `.repeat(10)} }`);
    return asQuery(`${open} ...S0 ${close} ${fragments.join(' ')} fragment S${count} on OrderTwin { version }`);
  },
  'huge comments': (random) => asQuery(`#${random.word()}${'x'.repeat(random.between(50_000, 240_000))}\n{ noSuchField${random.word()} }`),
  'comment lines': (random) => asQuery(`${'#x\n'.repeat(random.between(20_000, 60_000))}{ noSuchField${random.word()} }`),
  'repeated fields': (random) => asQuery(`${open} ${'status '.repeat(random.between(601, 3_800))}${random.word()} ${close}`),
  'repeated objects': (random) =>
    asQuery(`{ order(id: "${random.word()}") { ${'lines { sku } '.repeat(random.between(280, 900))} noSuchField } }`),
  'conflicting fields': (random) => {
    const count = random.between(60, 500);
    return asQuery(
      `{ orders(first: 1) { ${Array.from({ length: count }, (_, nth) => `nodes { story(first: ${nth}) { nodes { id } } }`).join(' ')} } }`,
    );
  },
  'giant variables': (random) =>
    asBody({
      query: 'query ($f: OrderFilter) { orders(filter: $f) { nodes { id } } }',
      variables: { f: { ids: [{ wrong: random.word() }], search: 'x'.repeat(random.between(50_000, 200_000)) } },
    }),
  'wide variables': (random) =>
    asBody({
      query: 'query ($f: OrderFilter) { orders(filter: $f) { nodes { id } } }',
      variables: { f: Object.fromEntries(Array.from({ length: random.between(500, 12_000) }, (_, nth) => [`no${nth}`, nth])) },
    }),
  'deep variables': (random) => {
    const depth = random.between(1_000, 60_000);
    return {
      body: `{"query": "query ($f: OrderFilter) { orders(filter: $f) { nodes { id } } }", "variables": {"f": ${'['.repeat(depth)}${']'.repeat(depth)}}}`,
    };
  },
  batches: (random) => asBody(Array.from({ length: random.between(1, 3_000) }, () => ({ query: '{ orders(first: 1) { nodes { id } } }' }))),
  'introspection bombs': (random) => {
    const depth = random.between(2, 8);
    const parts = Array.from({ length: depth }, (_, nth) => `a${nth}: fields { type { possibleTypes { `).join('');
    return asQuery(`{ __schema { types { ${parts} ${random.word()}: name ${'} } } '.repeat(depth)} } } }`);
  },
  'bad UTF-8': (random) => {
    const bytes = Buffer.from(JSON.stringify({ query: `{ orders(first: 1) { nodes { id } } } #${random.word()}` }));
    const at = random.between(2, bytes.length - 2);
    return { body: new Uint8Array([...bytes.subarray(0, at), random.pick([0xff, 0xc0, 0xfe, 0x80]), ...bytes.subarray(at)]) };
  },
  'almost names': (random) => asQuery(`{ ${Array.from({ length: 20 }, () => `order${random.word()}(idd: 1) { idd }`).join(' ')} }`),
  'unknown types': (random) =>
    asQuery(
      `query (${Array.from({ length: random.between(50, 300) }, (_, nth) => `$v${nth}: OrderFilte${random.word()}`).join(', ')}) { orders { nodes { id } } }`,
    ),
  'unused variables': (random) =>
    asQuery(
      `query (${Array.from({ length: random.between(100, 900) }, (_, nth) => `$v${nth}: Int`).join(', ')}) { orders { nodes { id } } }`,
    ),
  directives: (random) =>
    asQuery(`{ orders ${'@include(if: true) '.repeat(random.between(61, 600))} { nodes { id } } #${random.word()}\n }`),
  'many operations': (random) =>
    asQuery(Array.from({ length: random.between(6, 500) }, (_, nth) => `query Q${nth} { __typename }`).join('\n')),
  'open strings': (random) => asQuery(`{ order(id: "${'\\\\u0041'.repeat(random.between(1_000, 30_000))} ) { id } }`),
  'block strings': (random) =>
    asQuery(
      `{ order(id: """${`${' '.repeat(random.between(1, 30))}x\n`.repeat(random.between(500, 8_000))}""") { noSuchField${random.word()} } }`,
    ),
  'great pages': (random) =>
    asQuery(`{ orders(first: ${random.between(5_001, 2_000_000_000)}) { nodes { id story(first: 200) { nodes { id } } } } }`),
  'compressed bodies': (random) => ({ body: JSON.stringify({ query: `{ ${random.word()} }` }), headers: { 'content-encoding': 'gzip' } }),
  'over the cap': (random) => asQuery(`{ orders { nodes { id } } } #${'x'.repeat(random.between(262_144, 2_000_000))}`),
};

/** So many hostile requests, the same for the same seed, the families in turn. */
export function hostileRequests(count: number, seed: number): readonly HostileRequest[] {
  const random = randomOf(seed);
  const all = Object.entries(families);
  return Array.from({ length: count }, (_, nth) => {
    const [family, make] = all[nth % all.length] ?? ['none', () => asQuery('')];
    return { family, ...make(random) };
  });
}

function asQuery(query: string): Omit<HostileRequest, 'family'> {
  return asBody({ query });
}

function asBody(body: unknown): Omit<HostileRequest, 'family'> {
  return { body: JSON.stringify(body) };
}
