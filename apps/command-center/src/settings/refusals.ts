export const accountRefusalKeys = [
  'NOT_ALLOWED',
  'LAST_ADMIN',
  'LOGIN_TAKEN',
  'ACCOUNT_NOT_FOUND',
  'BAD_REQUEST',
  'PASSWORD_REFUSED',
  'SIGN_IN_REFUSED',
  'PASSWORD_ENDED',
  'TOO_MANY_ATTEMPTS',
  'OTHER',
] as const;
export const accountRefusalKey = (code: string): (typeof accountRefusalKeys)[number] =>
  accountRefusalKeys.find((each) => each === code) ?? 'OTHER';

export const secretRefusalKeys = ['SECRET_UNKNOWN', 'SECRET_UNUSABLE', 'PLATFORM_REFUSED', 'PLATFORM_SILENT', 'OTHER'] as const;
export const secretRefusalKey = (code: string): (typeof secretRefusalKeys)[number] =>
  secretRefusalKeys.find((each) => each === code) ?? 'OTHER';

export const publishRefusalKeys = [
  'THRESHOLD_UNKNOWN',
  'THRESHOLD_OUT_OF_BOUNDS',
  'THRESHOLDS_CONTRADICT',
  'NOTE_MISSING',
  'VERSION_UNKNOWN',
  'ThresholdsChanged',
  'ThresholdsUnchanged',
  'TowerNotAllowed',
  'HoldRulesStale',
  'HoldRulesInvalid',
  'ReasonUnusable',
  'NotAllowed',
  'OTHER',
] as const;
export const publishRefusalKey = (code: string): (typeof publishRefusalKeys)[number] =>
  publishRefusalKeys.find((each) => each === code) ?? 'OTHER';
