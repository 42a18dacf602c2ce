/** Names of details that the log tells beside a change; the fields of facts have theirs in core. */
export const detailKeys = [
  'asked',
  'consumer',
  'count',
  'filter',
  'job',
  'layout',
  'login',
  'newNodes',
  'platformSku',
  'purpose',
  'refunds',
  'refusal',
  'retried',
  'roles',
  'rows',
  'rules',
  'shop',
  'units',
  'version',
  'withWarehouse',
] as const;
export const asDetail = (name: string): (typeof detailKeys)[number] | undefined => detailKeys.find((each) => each === name);

/** What a service opened a recipient for. */
export const purposeKeys = ['WAREHOUSE_LABEL', 'CARRIER_WAYBILL', 'CUSTOMER_MESSAGE', 'PERSON_REVEAL'] as const;
export const asPurpose = (value: string): (typeof purposeKeys)[number] | undefined => purposeKeys.find((each) => each === value);

/** Reasons that services give by themselves; a person's reason stays in the person's words. */
export const ownReasonKeys = ['fulfilment-of-the-order', 'logistics-card'] as const;
export const asOwnReason = (reason: string): (typeof ownReasonKeys)[number] | undefined =>
  ownReasonKeys.find((each) => each === reason.replaceAll(' ', '-'));
