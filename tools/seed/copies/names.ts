import type { Template } from './template.ts';

/** Which copy it is: its place in this seeding, and four hexadecimal digits of the seeding, so that a second one gives no id again. */
export interface CopyNumber {
  readonly id: string;
  /** The platform's number. */
  readonly number: string;
  readonly nth: number;
  readonly run: string;
}

export interface CopyPerson {
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
}

type Named = Pick<
  Template,
  'id' | 'platformOrderNo' | 'maskedName' | 'maskedPhone' | 'phoneIndex' | 'phoneTailIndex' | 'trackingNumbers' | 'recipientTokens'
>;

/** What each name of the template is called in one copy. */
export function namesOf(template: Named, order: CopyNumber, person: CopyPerson): (was: string) => string {
  const names = new Map([
    [template.id, order.id],
    [template.platformOrderNo, order.number],
    [template.maskedName, person.maskedName],
    [template.maskedPhone, person.maskedPhone],
    [template.phoneIndex, person.phoneIndex],
    [template.phoneTailIndex, person.phoneTailIndex],
    ...template.trackingNumbers.map(
      (was, index) =>
        [
          was,
          `${was.slice(0, 2)}7${String(Number.parseInt(order.run, 16) % 10_000).padStart(4, '0')}${String(order.nth * 4 + index).padStart(8, '0')}`,
        ] as const,
    ),
  ]);
  return (was) => {
    const known = names.get(was);
    if (known !== undefined) return known;
    // Sealed people are not copied: a copy's recipient is the template's, as the vault knows it.
    return template.recipientTokens.has(was) ? was : uuidOf(placeOf(template, was), was, order);
  };
}

/** The id of the hold that a copy of its own has. */
export function holdOf(order: CopyNumber): string {
  return uuidOf(0xfff, '01900000-0000-7000-8000-000000000000', order);
}

const places = new WeakMap<Named, Map<string, number>>();

/** Ids of one template by the order in which they were met: their own digits do not tell ids of the same millisecond apart. */
function placeOf(template: Named, was: string): number {
  const known = places.get(template) ?? new Map<string, number>();
  places.set(template, known);
  const place = known.get(was) ?? known.size;
  known.set(was, place);
  return place;
}

/** An id of its own for each id of the template and each copy: the template's time, the id's place in it, the copy and the seeding. */
function uuidOf(place: number, was: string, { nth, run }: CopyNumber): string {
  return `${was.slice(0, 15)}${place.toString(16).padStart(3, '0')}${was.slice(18, 24)}${nth.toString(16).padStart(8, '0')}${run}`;
}
