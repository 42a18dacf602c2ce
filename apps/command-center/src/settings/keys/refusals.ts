export const keyRefusalKeys = ['NOT_ALLOWED', 'KEY_NOT_FOUND', 'BAD_REQUEST', 'OTHER'] as const;
export const keyRefusalKey = (code: string): (typeof keyRefusalKeys)[number] => keyRefusalKeys.find((each) => each === code) ?? 'OTHER';
