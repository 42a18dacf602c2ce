import { describe, expect, it } from 'vitest';
import { errorFields, maskText } from './error-fields.ts';
import { redactAttributes, redactName } from './redact.ts';

describe('what leaves the process in a trace', () => {
  it('keeps listed and own attributes only, so that a new release of an instrumentation leaks nothing', () => {
    expect(
      redactAttributes({
        'hub.order': 'DY20260115-00892',
        'http.route': '/hooks/:channel',
        'url.full': 'https://example.test/?access_token=secret',
        'http.request.header.cookie': 'hub_session=secret',
        'user.phone': '13800138000',
      }),
    ).toEqual({ 'hub.order': 'DY20260115-00892', 'http.route': '/hooks/:channel' });
  });

  it('drops queries and statement literals', () => {
    expect(redactAttributes({ 'url.path': '/cgi-bin/token?secret=1' })).toEqual({ 'url.path': '/cgi-bin/token' });
    expect(redactAttributes({ 'db.query.text': "select * from t where a = $1 and name = '张''三' and n = 42 limit 10" })).toEqual({
      'db.query.text': 'select * from t where a = $1 and name = ? and n = ? limit ?',
    });
    expect(redactName('GET /x?phone=13800138000')).toBe('GET /x');
  });
});

describe('what a log line says about an unknown error', () => {
  it('masks quoted input, long numbers and names, and keeps what names a constraint', () => {
    expect(maskText('invalid input syntax for type integer: "13800138000 张三"')).toBe('invalid input syntax for type integer: "…"');
    expect(maskText('duplicate key value violates unique constraint "orders_pkey"')).toContain('"orders_pkey"');
    expect(maskText('no buyer 张三 with 13800138000')).toBe('no buyer … with #');
  });

  it('keeps name, code and frames', () => {
    const fields = errorFields(Object.assign(new TypeError('x'), { code: '23505' }));
    expect(fields).toMatchObject({ error: 'TypeError', code: '23505', message: 'x' });
    expect(fields.at.length).toBeGreaterThan(0);
    expect(fields.at.join()).not.toContain('TypeError');
  });
});
