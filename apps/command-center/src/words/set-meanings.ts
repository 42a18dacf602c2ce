/** What a board's set is made of, as the tower names it. */
export const setMeaningCodes = ['IMPORT', 'OTHER'] as const;

export const asSetMeaning = (code: string): (typeof setMeaningCodes)[number] => setMeaningCodes.find((each) => each === code) ?? 'OTHER';
