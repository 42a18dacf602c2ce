import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const NAME = '王小明';
const PHONE = '13800002210';
const allowed = new Set(['code', 'message', 'content', 'tags', 'orderCode', 'FBillNo']);
const shown = (body: string, contentType: string): string => redact(Buffer.from(body), contentType, allowed);

/** Bodies that hold a name and a phone where nobody expects them. */
const nasty: readonly (readonly [what: string, body: string, contentType: string])[] = [
  ['a JSON field that is not allowed', `{"receiver":"${NAME}","tel":"${PHONE}"}`, 'application/json'],
  ['a number', `{"tel":${PHONE}}`, 'application/json'],
  ['a JSON key', `{"${NAME}":1,"${PHONE}":2,"tel_${PHONE}":3}`, 'application/json'],
  ['an array of scalars', `{"receivers":["${NAME}",["${PHONE}"]]}`, 'application/json'],
  ['a top-level scalar', `"${NAME}${PHONE}"`, 'application/json'],
  ['JSON text in an allowed field', JSON.stringify({ content: JSON.stringify({ receiver: NAME, tel: PHONE }) }), 'application/json'],
  ['broken JSON text in an allowed field', JSON.stringify({ content: `{"receiver":"${NAME}","tel":"${PHONE}` }), 'application/json'],
  ['XML text in an allowed field', JSON.stringify({ content: `<r><n>${NAME}</n><t>${PHONE}</t></r>` }), 'application/json'],
  ['an XML element', `<r><name>${NAME}</name><tel>${PHONE}</tel></r>`, 'text/xml'],
  ['an XML attribute in single quotes', `<r><p name='${NAME}' tel='${PHONE}'>x</p></r>`, 'text/xml'],
  ['an XML attribute of an element without text', `<r><p name="${NAME}" tel="${PHONE}"/></r>`, 'text/xml'],
  ['an attribute with a bracket', `<r><p a="x>${NAME}">${PHONE}</p></r>`, 'text/xml'],
  ['CDATA', `<r><name><![CDATA[${NAME}]]></name><![CDATA[${PHONE}]]></r>`, 'text/xml'],
  ['JSON in CDATA of an allowed element', `<r><content><![CDATA[{"n":"${NAME}","t":"${PHONE}"}]]></content></r>`, 'text/xml'],
  ['text between elements', `<r><code>1</code>${NAME}<code>2</code>${PHONE}</r>`, 'text/xml'],
  ['an XML comment', `<r><!-- ${NAME} ${PHONE} --><code>1</code></r>`, 'text/xml'],
  ['a processing instruction', `<?note ${NAME} ${PHONE}?><r/>`, 'text/xml'],
  ['a doctype', `<!DOCTYPE r [<!ENTITY n "${NAME}${PHONE}">]><r>&n;</r>`, 'text/xml'],
  ['an element name in Chinese', `<r><姓名>${NAME}</姓名><电话>${PHONE}</电话></r>`, 'text/xml'],
  ['XML that was cut off', `<r><name>${NAME}</name><tel>${PHONE}`, 'text/xml'],
  ['text around XML', `${NAME}<r/>${PHONE}`, 'text/xml'],
  ['JSON called XML', `{"receiver":"${NAME}","tel":"${PHONE}"}`, 'text/xml'],
  ['plain text called XML', `${NAME} ${PHONE}`, 'application/xml'],
  ['XML called JSON', ` <r><name>${NAME}</name><tel>${PHONE}</tel></r>`, 'application/json'],
  ['plain text called JSON', `${NAME} ${PHONE}`, 'application/json'],
  ['a form field', `receiver=${encodeURIComponent(NAME)}&tel=${PHONE}`, 'application/x-www-form-urlencoded'],
  ['a form name', `${encodeURIComponent(NAME)}=1&${PHONE}=2`, 'application/x-www-form-urlencoded'],
  [
    'JSON in a form field',
    `content=${encodeURIComponent(JSON.stringify({ receiver: NAME, tel: PHONE }))}`,
    'application/x-www-form-urlencoded',
  ],
  [
    'broken JSON in an allowed form field',
    `content=${encodeURIComponent(`{"receiver":"${NAME}${PHONE}`)}`,
    'application/x-www-form-urlencoded',
  ],
  ['JSON called a form', `{"receiver":"${NAME}","tel":"${PHONE}"}`, 'application/x-www-form-urlencoded'],
  ['XML in a form field', `content=${encodeURIComponent(`<r><n>${NAME}</n>${PHONE}</r>`)}`, 'application/x-www-form-urlencoded'],
];

describe('a redacted body', () => {
  it.each(nasty)('hides %s', (_what, body, contentType) => {
    const text = shown(body, contentType);
    expect(text).not.toContain(NAME);
    expect(text).not.toContain(PHONE);
    expect(text).not.toBe('');
  });

  it('shows the allowed names of each form', () => {
    expect(JSON.parse(shown('{"code":7,"tags":["a","b"],"message":"busy"}', 'application/json'))).toEqual({
      code: 7,
      tags: ['a', 'b'],
      message: 'busy',
    });
    expect(shown('<r><orderCode>F1</orderCode><code><![CDATA[7]]></code></r>', 'text/xml')).toContain('<orderCode>F1</orderCode>');
    expect(shown('code=7&content=x', 'application/x-www-form-urlencoded')).toBe('code=7\ncontent=x');
  });

  it('keeps every digit of a long number, and leaves numbers inside texts alone', () => {
    const text = shown('{"code":6928471022210447999,"message":"a, 12345678901234567890, b"}', 'application/json');
    expect(JSON.parse(text)).toEqual({ code: '6928471022210447999', message: 'a, 12345678901234567890, b' });
  });

  it('survives bodies that are nested without end', () => {
    expect(shown('['.repeat(200_000) + ']'.repeat(200_000), 'application/json')).toMatch(/not readable/);
    expect(shown('<a>'.repeat(50_000) + '</a>'.repeat(50_000), 'text/xml')).not.toBe('');
  });
});
