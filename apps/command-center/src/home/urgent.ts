export const urgentDeedKeys = [
  'SOURCE_AGAIN',
  'RELEASE_HOLD',
  'DECIDE',
  'REPLAY',
  'MAP_FIELD',
  'ADD_STOCK',
  'CALL_WAREHOUSE',
  'CALL_CARRIER',
  'TELL_CUSTOMER',
  'REPAIR_VOUCHER',
  'LOOK',
] as const;
export const asUrgentDeed = (deed: string): (typeof urgentDeedKeys)[number] => urgentDeedKeys.find((each) => each === deed) ?? 'LOOK';
