import type { PlainRecipient } from '../recipient.ts';

type Place = Pick<PlainRecipient, 'province' | 'city' | 'county' | 'detail'>;

const MUNICIPALITIES = /^(北京|上海|天津|重庆)市?$/;

/** Takes an address apart as platforms write it: parts split by spaces, commas or dots, or in one piece. */
export function placeOf(address: string): Place {
  const [first = '', second = '', third = '', ...rest] = address.split(/[\s,，.·]+/).filter((part) => part !== '');
  if (isProvince(first) && second !== '') {
    if (MUNICIPALITIES.test(first) && /[区县]$/.test(second) && !/[区县]$/.test(third))
      return { province: first, city: first, county: second, detail: [third, ...rest].join(' ').trim() };
    if (/[区县市旗]$/.test(third)) return { province: first, city: second, county: third, detail: rest.join(' ') };
    return { province: first, city: second, county: '', detail: [third, ...rest].join(' ').trim() };
  }
  const whole =
    /^(?<province>.{2,8}?(?:省|自治区)|(?:北京|上海|天津|重庆)市)(?<city>.{2,9}?(?:市|自治州|地区|盟))?(?<county>.{1,9}?(?:区|县|市|旗))?(?<detail>.*)$/s.exec(
      address,
    )?.groups;
  if (whole === undefined) return { province: '', city: '', county: '', detail: address };
  const { province = '', city = '', county = '', detail = '' } = whole;
  return { province, city: city === '' && MUNICIPALITIES.test(province) ? province : city, county, detail: detail.trim() };
}

function isProvince(text: string): boolean {
  return /(省|自治区)$/.test(text) || MUNICIPALITIES.test(text);
}
