import { parsePointer } from './json-pointer.ts';
import { LINE, type MappingRule, type Shape } from './mapping.ts';

export const problemCodes = [
  'MAPPED_TWICE',
  'NOT_MAPPED',
  'NO_CANONICAL_FIELD',
  'OTHER_TYPE',
  'PERSONAL_EXTENSION',
  'NO_SOURCE',
  'NO_POINTER',
  'OTHER_LISTS',
  'NEEDS_UNIT',
  'NEEDS_VALUES',
  'UNKNOWN_MEANING',
  'NEVER_DEFAULTED',
  'NO_SUCH_TYPE',
  'NO_SUCH_UNIT',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Why rules cannot be published: a code for screens, and what it is about. */
export interface MappingProblem {
  readonly target: string;
  readonly code: ProblemCode;
  readonly about: string;
}

const EXTENSION = /^(lines\[\]\.)?extensions\.[A-Za-z][\w.-]{0,60}$/;
/** Personal fields never become extensions, whatever a person publishes. */
const PERSONAL =
  /(receiver|user_name|post_tel|tel_number|phone|mobile|address|addr|detail_info|id_card|encrypt|decrypt|mask_|buyer_words|nick)/i;
/** Ruling C-02: a word in the place of a missing address or phone would hide what must be reviewed. */
const NEVER_DEFAULTED =
  /^recipient\.(phone|province|city|county|town|detail|houseNumber|nameCipher|phoneCipher|detailCipher|addressToken)$/;

export function isPersonalSource(pointer: string): boolean {
  return PERSONAL.test(pointer);
}

export function mayBeDefaulted(target: string): boolean {
  return !NEVER_DEFAULTED.test(target);
}

/** Every reason why rules cannot make this document; empty when they can. */
export function mappingProblems(rules: readonly MappingRule[], shape: Shape): readonly MappingProblem[] {
  const problems: MappingProblem[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    if (seen.has(rule.target)) problems.push({ target: rule.target, code: 'MAPPED_TWICE', about: '' });
    seen.add(rule.target);
    problems.push(...ruleProblems(rule, shape).map((problem) => ({ ...problem, target: rule.target })));
  }
  for (const [target, { needed }] of Object.entries(shape)) {
    if (needed && !seen.has(target)) problems.push({ target, code: 'NOT_MAPPED', about: '' });
  }
  return problems;
}

/** The same as a sentence in English, for programs that read only that. */
export function problemText({ target, code, about }: MappingProblem): string {
  return `${target}: ${sentenceOf(code, about)}`;
}

type Found = Omit<MappingProblem, 'target'>;

function ruleProblems(rule: MappingRule, shape: Shape): readonly Found[] {
  const known = shape[rule.target];
  const problems: Found[] = [];
  const found = (code: ProblemCode, about = ''): void => void problems.push({ code, about });
  if (known === undefined && !EXTENSION.test(rule.target)) found('NO_CANONICAL_FIELD');
  if (known !== undefined && known.type !== rule.type) found('OTHER_TYPE', known.type);
  if (known === undefined && rule.sources.some(isPersonalSource)) found('PERSONAL_EXTENSION');
  if (rule.sources.length === 0 && rule.fallback === null) found('NO_SOURCE');
  if (rule.fallback !== null && !mayBeDefaulted(rule.target)) found('NEVER_DEFAULTED');
  for (const source of rule.sources) {
    const path = parsePointer(source);
    if (path === undefined) found('NO_POINTER', source);
    else if (path.filter((part) => part === '*').length !== (rule.target.startsWith(LINE) ? 1 : 0)) found('OTHER_LISTS', source);
  }
  if (rule.type === 'MONEY' && rule.unit !== 'FEN' && rule.unit !== 'YUAN') found('NEEDS_UNIT', 'FEN, YUAN');
  if (rule.type === 'TIME' && !['SECONDS', 'MILLISECONDS', 'SHANGHAI_TEXT'].includes(rule.unit ?? ''))
    found('NEEDS_UNIT', 'SECONDS, MILLISECONDS, SHANGHAI_TEXT');
  if (rule.type === 'STATUS' && Object.keys(rule.values ?? {}).length === 0) found('NEEDS_VALUES');
  if (rule.type === 'STATUS' && known?.meanings !== undefined) {
    const { meanings } = known;
    for (const meaning of new Set(Object.values(rule.values ?? {}))) if (!meanings.includes(meaning)) found('UNKNOWN_MEANING', meaning);
  }
  return problems;
}

function sentenceOf(code: ProblemCode, about: string): string {
  switch (code) {
    case 'MAPPED_TWICE':
      return 'mapped twice';
    case 'NOT_MAPPED':
      return 'is not mapped';
    case 'NO_CANONICAL_FIELD':
      return 'is no canonical field';
    case 'OTHER_TYPE':
      return `must have the type ${about}`;
    case 'PERSONAL_EXTENSION':
      return 'an extension must not carry personal data';
    case 'NO_SOURCE':
      return 'has neither a source nor a fallback';
    case 'NO_POINTER':
      return `${about} is not a JSON Pointer`;
    case 'OTHER_LISTS':
      return `${about} has the wrong number of lists`;
    case 'NEEDS_UNIT':
      return about === 'FEN, YUAN' ? 'MONEY needs the unit FEN or YUAN' : 'TIME needs its unit';
    case 'NEEDS_VALUES':
      return 'STATUS needs its values';
    case 'UNKNOWN_MEANING':
      return `${about} means nothing in the hub`;
    case 'NEVER_DEFAULTED':
      return 'an address or a phone is never filled with a fallback';
    case 'NO_SUCH_TYPE':
      return `no type ${about}`;
    case 'NO_SUCH_UNIT':
      return `no unit ${about}`;
  }
}
