export const intakeFindingKeys = ['RISING', 'FALLING', 'LIKE_YESTERDAY', 'NO_YESTERDAY', 'NO_DATA'] as const;
export const asIntakeFinding = (code: string): (typeof intakeFindingKeys)[number] =>
  intakeFindingKeys.find((each) => each === code) ?? 'NO_DATA';
