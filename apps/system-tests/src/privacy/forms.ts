/** One way in which a text may stand in a file. */
export interface Needle {
  readonly what: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Every form in which a leaked text is looked for. `text` must be whole in each value that carries it. */
export function needlesOf(what: string, text: string): readonly Needle[] {
  const encodings: readonly (readonly [string, Buffer])[] = [
    ['UTF-8', Buffer.from(text, 'utf8')],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
    ['GBK', encodeGbk(text)],
  ];
  const plain = encodings.map(([form, bytes]): Needle => ({ what, form, bytes }));
  const wrapped = encodings.flatMap(([form, bytes]) => [
    ...base64Parts(bytes).map((part): Needle => ({ what, form: `${form} in base64`, bytes: Buffer.from(part, 'latin1') })),
    { what, form: `${form} in hex`, bytes: Buffer.from(bytes.toString('hex'), 'latin1') },
    { what, form: `${form} in hex`, bytes: Buffer.from(bytes.toString('hex').toUpperCase(), 'latin1') },
  ]);
  const escaped = [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const others: readonly Needle[] = [
    { what, form: 'percent-encoded', bytes: Buffer.from(encodeURIComponent(text), 'latin1') },
    { what, form: 'JSON escapes', bytes: Buffer.from(escaped, 'latin1') },
  ];
  // Digits are the same in several of these forms.
  const seen = new Set<string>();
  return [...plain, ...wrapped, ...others].filter(({ bytes }) => {
    const key = bytes.toString('latin1');
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** The letters of base64 that depend on these bytes alone, for each of the three places where they may begin. */
function base64Parts(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    return whole.slice(first, last);
  });
}

let gbkCodes: ReadonlyMap<string, Buffer> | undefined;

/** Node decodes GBK and does not encode it: the table is made by decoding every code once. */
export function encodeGbk(text: string): Buffer {
  gbkCodes ??= makeGbkCodes();
  return Buffer.concat(
    [...text].map((letter) => {
      if (letter.charCodeAt(0) < 0x80) return Buffer.from(letter, 'latin1');
      const code = gbkCodes?.get(letter);
      if (code === undefined) throw new Error(`GBK has no ${letter}`);
      return code;
    }),
  );
}

function makeGbkCodes(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const code = Buffer.from([high, low]);
      const letter = decoder.decode(code);
      if (letter.length === 1 && letter !== '\ufffd') codes.set(letter, code);
    }
  }
  return codes;
}
