import { createHash } from 'node:crypto';

/** The body is hashed as it came over the wire: white space and XML declaration count. */
export const qimenSign = (query: URLSearchParams, body: Buffer | string, secret: string): string => {
  const text = [...query.entries()]
    .filter(([name]) => name !== 'sign')
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => name + value)
    .join('');
  return createHash('md5').update(secret).update(text).update(body).update(secret).digest('hex').toUpperCase();
};

export interface QimenCall {
  readonly method: string;
  readonly appKey: string;
  readonly customerId: string;
  readonly secret: string;
  readonly body: string;
  /** `yyyy-MM-dd HH:mm:ss`, UTC+8. */
  readonly timestamp: string;
}

export const signedQuery = (call: QimenCall): string => {
  const query = new URLSearchParams({
    method: call.method,
    timestamp: call.timestamp,
    format: 'xml',
    app_key: call.appKey,
    v: '2.0',
    sign_method: 'md5',
    customerId: call.customerId,
  });
  query.set('sign', qimenSign(query, call.body, call.secret));
  return query.toString();
};
