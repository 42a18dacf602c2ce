export interface TemplateFault {
  readonly errcode: number;
  readonly errmsg: string;
}

interface Rule {
  readonly most: number;
  readonly pattern?: RegExp;
}

const dateText = String.raw`\d{4}(?:[-/]\d{1,2}[-/]\d{1,2}|年\d{1,2}月\d{1,2}日)`;
const timeText = String.raw`\d{1,2}:\d{2}(?::\d{2})?`;

// The number behind the type is the template's own ("thing4"); only the type decides.
const rules: Readonly<Record<string, Rule>> = {
  thing: { most: 20 },
  character_string: { most: 32, pattern: /^[\x20-\x7e]+$/ },
  phrase: { most: 5, pattern: /^\p{Script=Han}+$/u },
  number: { most: 32, pattern: /^\d+(\.\d+)?$/ },
  letter: { most: 32, pattern: /^[A-Za-z]+$/ },
  symbol: { most: 5, pattern: /^[^\p{L}\p{N}]+$/u },
  time: { most: 40, pattern: new RegExp(`^(${dateText}[ ]?)?${timeText}(~.*)?$|^${dateText}(~.*)?$`) },
  date: { most: 40, pattern: new RegExp(`^${dateText}([ ]?${timeText})?(~.*)?$`) },
  amount: { most: 20, pattern: /^[¥￥$]?\d{1,10}(\.\d+)?元?$/ },
  phone_number: { most: 17, pattern: /^[\d+\-() ]+$/ },
  car_number: { most: 8 },
  name: { most: 20 },
};

const mostHanInName = 10;

/** Null when the value fits its key; `constants` lists what a const key may say. */
export function checkField(key: string, value: string, constants: ReadonlySet<string>): TemplateFault | null {
  const type = /^([a-z_]+?)\d*$/.exec(key)?.[1] ?? '';
  const wrong = { errcode: 47003, errmsg: `argument invalid! data.${key}.value invalid` };
  if (value.trim() === '') return { errcode: 47003, errmsg: `argument invalid! data.${key}.value is emtpy` };
  if (type === 'const') return constants.has(value) ? null : wrong;
  const rule = rules[type];
  if (!rule) return { errcode: 47003, errmsg: `argument invalid! data.${key} unknown` };
  const length = [...value].length;
  if (length > rule.most || rule.pattern?.test(value) === false) return wrong;
  if (type === 'name' && /\p{Script=Han}/u.test(value) && length > mostHanInName) return wrong;
  return null;
}
