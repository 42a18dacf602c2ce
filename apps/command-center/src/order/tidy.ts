/** Lays out a JSON body for reading; anything else is shown as it came. Numbers keep their digits because nothing is re-serialised from a float. */
export const tidy = (body: string): string => {
  const text = body.trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return text.includes('\n') ? text : breakTags(text);
  return indent(text);
};

const breakTags = (xml: string): string => (xml.startsWith('<') ? xml.replaceAll('><', '>\n<') : xml);

// JSON.parse would turn ids above 2^53 into other ids: the text is indented without being read as values.
const indent = (json: string): string => {
  let depth = 0;
  let quoted = false;
  let out = '';
  for (let index = 0; index < json.length; index += 1) {
    const char = json.charAt(index);
    if (quoted) {
      out += char;
      if (char === '\\') out += json.charAt((index += 1));
      else if (char === '"') quoted = false;
    } else if (char === '"') {
      quoted = true;
      out += char;
    } else if (char === '{' || char === '[') {
      const empty = /^\s*[}\]]/.exec(json.slice(index + 1));
      if (empty) {
        out += char + (char === '{' ? '}' : ']');
        index += empty[0].length;
      } else out += `${char}\n${'  '.repeat((depth += 1))}`;
    } else if (char === '}' || char === ']') out += `\n${'  '.repeat((depth = Math.max(0, depth - 1)))}${char}`;
    else if (char === ',') out += `,\n${'  '.repeat(depth)}`;
    else if (char === ':') out += ': ';
    else if (!/\s/.test(char)) out += char;
  }
  return out;
};
