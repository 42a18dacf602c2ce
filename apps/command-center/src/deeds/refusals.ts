export const refusalNames = [
  'AlreadyOutbound',
  'AlreadyEnded',
  'AlreadyWithWarehouse',
  'OrderNotFound',
  'HoldNotFound',
  'NotAllowed',
  'IdempotencyKeyReused',
  'NothingToSource',
  'SourcingNotAllowed',
  'RecipientNotFound',
  'ChannelNotAllowed',
  'ShopUnknown',
  'SkusUnknown',
  'FieldMappingRefused',
  'FieldMappingOutdated',
] as const;

type RefusalKey = (typeof refusalNames)[number] | 'other';

export const refusalKey = (name: string): RefusalKey => refusalNames.find((each) => each === name) ?? 'other';
