/** A recipient in plain text: lives in memory only, and sealed in the vault. */
export interface PlainRecipient {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly detail: string;
  readonly remark: string;
  readonly addressToken: string;
}

export function maskName(name: string): string {
  const [first = ''] = [...name];
  return first === '' ? '' : `${first}**`;
}

/** Keeps three digits in front and four behind; an extension (virtual number) is dropped. */
export function maskPhone(phone: string): string {
  const digits = phoneDigits(phone);
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Digits of the number itself, without country code and without the extension of a virtual number. */
export function phoneDigits(phone: string): string {
  const compact = phone.replaceAll(/[\s()]/g, '');
  const mobile = /^(?:\+?86-?)?(1[\d*]{10})/.exec(compact)?.[1];
  return mobile ?? (compact.split(/[_转,]/, 1)[0] ?? '').replaceAll(/[^\d*]/g, '');
}

/** The text that says "same recipient": everything that a courier needs, nothing that a remark changes. */
export function recipientText(recipient: PlainRecipient): string {
  return [recipient.name, recipient.phone, recipient.province, recipient.city, recipient.county, recipient.town, recipient.detail].join(
    '\u001f',
  );
}

export function addressText(recipient: PlainRecipient): string {
  return [
    recipient.province,
    recipient.city === recipient.province ? '' : recipient.city,
    recipient.county,
    recipient.town,
    recipient.detail,
  ].join('');
}

/** The address misses what a courier needs: a county, and a number or a named building in the detail (EXC-05). */
export function isVague(recipient: PlainRecipient): boolean {
  const detail = recipient.detail.trim();
  if (recipient.county === '' || detail.includes('*') || [...detail].length < 4) return true;
  return !/[\d一二三四五六七八九十百]/.test(detail) && !/(小区|大厦|广场|学校|医院|公司|花园|苑|村|驿站|superstore)/.test(detail);
}
