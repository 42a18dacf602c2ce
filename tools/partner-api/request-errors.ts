/** An error of a request: it stands in `errors[].extensions.code`, beside what HTTP says. */
export interface RequestError {
  readonly status: 200 | 400 | 401 | 403 | 413 | 415 | 429 | 500;
  readonly when: string;
  readonly remedy: string;
}

/** What a program with a key may meet. `npm run check -- partner-api` looks whether each is still in the code, and each of the code here. */
export const requestErrors: Readonly<Record<string, RequestError>> = {
  KEY_UNKNOWN: { status: 401, when: 'The key is none of this hub, or its secret is wrong.', remedy: 'Look at the key; do not repeat.' },
  KEY_ENDED: { status: 401, when: 'The key, or a secret that was replaced, has ended.', remedy: 'Use the newer secret.' },
  KEY_REVOKED: { status: 401, when: 'Somebody revoked the key.', remedy: 'Ask for a new one.' },
  UNAUTHENTICATED: { status: 401, when: 'There is no `Authorization` header.', remedy: 'Send `Authorization: Bearer` and the key.' },
  SANDBOX_ONLY: {
    status: 403,
    when: 'A test key was to change something outside the sandbox shops, or to read stock (then 200).',
    remedy: 'Use a shop with `sandbox: true`.',
  },
  RATE_LIMITED: {
    status: 429,
    when: 'The requests or the cost units of the minute are spent, too many requests of the key wait already, or too many unknown keys came.',
    remedy: 'Wait as long as `Retry-After` says, then repeat.',
  },
  COST_TOO_GREAT: {
    status: 400,
    when: 'One document costs more than one request may; its price is in `details`.',
    remedy: 'Ask for smaller pages.',
  },
  DOCUMENT_TOO_GREAT: {
    status: 400,
    when: 'Too deep, or too many fields, aliases, directives, operations or values; `details` says which.',
    remedy: 'Ask for less at once.',
  },
  INTROSPECTION_ALONE: {
    status: 400,
    when: 'A question about the schema stands beside another one.',
    remedy: 'Send it in a document of its own.',
  },
  BODY_TOO_LARGE: { status: 413, when: 'The body is larger than 256 KiB, or one text in it than 96 KiB.', remedy: 'Send less at once.' },
  NOT_JSON: { status: 415, when: 'The content type is not `application/json`.', remedy: 'Send JSON.' },
  ENCODING_REFUSED: { status: 415, when: 'The body is compressed.', remedy: 'Send it as it is.' },
  BATCH_REFUSED: { status: 400, when: 'The body is a list of requests.', remedy: 'One request carries one document.' },
  BAD_REQUEST: { status: 400, when: 'The body is not the JSON of a GraphQL request.', remedy: 'Mend the program.' },
  GRAPHQL_PARSE_FAILED: { status: 400, when: 'The document is not GraphQL.', remedy: 'Mend the document.' },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    when: 'The document does not fit the schema of this key: a field may be of another scope.',
    remedy: 'Compare with the schema reference and the scopes of the key.',
  },
  OPERATION_NAME_NEEDED: { status: 400, when: 'The document has several operations and none is named.', remedy: 'Send `operationName`.' },
  SUBSCRIPTION_REFUSED: { status: 400, when: 'The document is a subscription.', remedy: 'Use webhooks.' },
  BAD_USER_INPUT: { status: 400, when: 'A variable is missing or of the wrong type. Nothing ran.', remedy: 'Mend the variables.' },
  BAD_TIME: { status: 200, when: 'A time is not ISO 8601 with an offset.', remedy: 'Mend the value.' },
  BAD_NUMBER: { status: 200, when: 'A whole number as text is none.', remedy: 'Mend the value.' },
  BAD_CURSOR: { status: 200, when: 'The cursor is not of this list.', remedy: 'Use `endCursor` of the page before as it is.' },
  BAD_PAGE_SIZE: { status: 200, when: '`first` is out of bounds.', remedy: 'See the reference of the field.' },
  BAD_FILTER: { status: 200, when: 'What a filter asks for does not exist, or cannot be read.', remedy: 'Mend the filter.' },
  TOO_MANY_ORDERS: { status: 200, when: 'More than 50 orders in one `placeOrders`. Nothing ran.', remedy: 'Send fewer.' },
  IDEMPOTENCY_KEY_UNUSABLE: {
    status: 200,
    when: 'The idempotency key is empty, longer than 200 characters, or holds control characters.',
    remedy: 'Mend the key.',
  },
  SCOPE_MISSING: {
    status: 200,
    when: 'A service refused a field that the scopes do not admit. The gateway should have said so before.',
    remedy: 'Tell support.',
  },
  ROLE_MISSING: { status: 200, when: 'The field is for people with a role.', remedy: 'Leave it out.' },
  DOWNSTREAM_SERVICE_ERROR: {
    status: 200,
    when: 'A part of the hub does not answer; `path` says what is missing, the rest of `data` stands.',
    remedy: 'Repeat after a while, a mutation with the same idempotency key.',
  },
  INTERNAL: {
    status: 500,
    when: 'Something went wrong on our side; 200 when the rest of `data` stands.',
    remedy: 'Repeat; tell support the `reference`, which is in our log.',
  },
};

/** Codes in the same code that no key meets, by what they belong to. */
export const notForKeys: Readonly<Record<string, readonly string[]>> = {
  'doors for people, with a session': [
    'ACCOUNT_NOT_FOUND',
    'CROSS_SITE',
    'DOOR_SHUT',
    'KEY_NOT_FOUND',
    'LAST_ADMIN',
    'LOGIN_TAKEN',
    'NO_SUCH_DOOR',
    'PASSWORD_CHANGE_NEEDED',
    'PASSWORD_ENDED',
    'PASSWORD_REFUSED',
    'SANDBOX_SILENT',
    'SIGN_IN_REFUSED',
    'TOO_MANY_ATTEMPTS',
    'TRUSTED_ONLY',
    'UNKNOWN_DOCUMENT',
  ],
  'fields that bear no mark for keys': [
    'BAD_DAY',
    'DRIFT_NOT_FOUND',
    'DRIFT_NOT_OPEN',
    'HOLD_RULES_INVALID',
    'HOLD_RULES_STALE',
    'NOTE_MISSING',
    'SETTLEMENT_REFUSED',
    'THRESHOLDS_CONTRADICT',
    'THRESHOLD_OUT_OF_BOUNDS',
    'THRESHOLD_UNKNOWN',
    'TOO_MANY_LINKS',
    'TOO_MANY_TERMS',
    'VERSION_UNKNOWN',
  ],
  'between services, and inside one': [
    'CHANNEL_UNKNOWN',
    'CLAIM_UNREADABLE',
    'CURRENCY_MISMATCH',
    'DEED_REFUSED',
    'ECONNRESET',
    'NOTHING_TO_ALLOCATE_BY',
    'NOT_AN_AMOUNT',
    'NOT_AN_ORDER_ID',
    'REPORT_TOO_EARLY',
  ],
};
