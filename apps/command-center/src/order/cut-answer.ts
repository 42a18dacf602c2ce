import type { AnswerPart } from '../parts/AnswerLine.tsx';

type Tone = NonNullable<AnswerPart['tone']>;
const tones: readonly Tone[] = ['red', 'amber', 'green'];

// Marks that no message can hold: they carry the tags of a message through to parts.
const open = '\u0002';
const close = '\u0003';

/** A stretch of a sentence that is to be read in a tone. */
export const marked = (tone: Tone, text: string): string => `${open}${tone} ${text}${close}`;

export const cut = (sentence: string): readonly AnswerPart[] =>
  sentence
    .split(open)
    .flatMap((piece, index) => (index === 0 ? [{ text: piece }] : toned(piece)))
    .filter((part) => part.text !== '');

const toned = (piece: string): readonly AnswerPart[] => {
  const [told = '', rest = ''] = piece.split(close);
  const tone = tones.find((each) => told.startsWith(`${each} `));
  return [{ text: told.slice(told.indexOf(' ') + 1), ...(tone === undefined ? {} : { tone }) }, { text: rest }];
};
