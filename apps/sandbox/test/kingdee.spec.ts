import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiSignature, clientOf, kdSignature } from '../src/systems/kingdee/sign.ts';
import { openOutside, type Outside } from './open-outside.ts';

let outside: Outside;
let cookie: string;

beforeEach(async () => {
  outside = await openOutside();
  await outside.command('kingdee', 'settings', { textShare: 0 });
  cookie = await logIn();
});
afterEach(() => outside.close());

const status = z.object({
  IsSuccess: z.union([z.boolean(), z.string()]),
  MsgCode: z.number(),
  Errors: z.array(z.object({ FieldName: z.string().nullable(), Message: z.string(), DIndex: z.number() })),
  SuccessEntitys: z.array(z.object({ Id: z.number(), Number: z.string(), DIndex: z.number() })),
});
const answerSchema = z.object({ Result: z.object({ ResponseStatus: status, Id: z.unknown().optional(), Number: z.unknown().optional() }) });
type Status = z.infer<typeof status>;

const pathOf = (operation: string): string => `/K3Cloud/Kingdee.BOS.WebApi.ServicesStub.${operation}.common.kdsvc`;

async function post(operation: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${outside.base}/kingdee${pathOf(operation)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function logIn(): Promise<string> {
  const { erp } = outside.world;
  const answer = await post('AuthService.LoginByAppSecret', {
    acctid: erp.acctId,
    username: erp.username,
    appId: erp.appId,
    appSecret: erp.appSecret,
    lcid: 2052,
  });
  expect(await answer.json()).toMatchObject({ LoginResultType: 1 });
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

async function call(operation: string, body: unknown, headers: Readonly<Record<string, string>> = { cookie }): Promise<Status> {
  const answer = await post(`DynamicFormService.${operation}`, body, headers);
  expect(answer.status).toBe(200);
  return answerSchema.parse(await answer.json()).Result.ResponseStatus;
}

interface VoucherWish {
  readonly billNo?: string;
  readonly explanation?: string;
  readonly credit?: number | string;
  readonly account?: string;
}

const voucher = (wish: VoucherWish = {}): Readonly<Record<string, unknown>> => ({
  FVOUCHERID: 0,
  FAccountBookID: { FNumber: '001' },
  FDate: '2026-11-22',
  FVOUCHERGROUPID: { FNumber: 'PRE001' },
  ...(wish.billNo === undefined ? {} : { FBillNo: wish.billNo }),
  FEntity: [
    {
      FEXPLANATION: wish.explanation ?? 'DY20261122-1 出库',
      FACCOUNTID: { FNumber: wish.account ?? '1122.01' },
      FCURRENCYID: { FNumber: 'PRE001' },
      FAMOUNTFOR: 268,
      FDEBIT: 268,
    },
    { FEXPLANATION: '收入', FACCOUNTID: { FNumber: '6001.01' }, FAMOUNTFOR: 237.17, FCREDIT: 237.17 },
    { FEXPLANATION: '税', FACCOUNTID: { FNumber: '2221.01.05' }, FCREDIT: wish.credit ?? '30.83' },
  ],
});

const saveVoucher = (wish: VoucherWish = {}): Promise<Status> => call('Save', { formid: 'GL_VOUCHER', data: { Model: voucher(wish) } });

describe('the doors', () => {
  it('lets a user in by password, by position or by name, and nobody with a wrong secret', async () => {
    const { erp } = outside.world;
    const byPosition = await post('AuthService.ValidateUser', { parameters: [erp.acctId, erp.username, erp.appSecret, 2052] });
    expect(await byPosition.json()).toMatchObject({ LoginResultType: 1, IsSuccessByAPI: true });
    const wrong = await post('AuthService.LoginByAppSecret', {
      acctid: erp.acctId,
      username: erp.username,
      appId: erp.appId,
      appSecret: 'no',
      lcid: 2052,
    });
    expect(await wrong.json()).toMatchObject({ LoginResultType: 0 });
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('answers 200 and MsgCode 1 without a session, and after it expired', async () => {
    expect(await call('Save', { formid: 'GL_VOUCHER', data: { Model: voucher() } }, {})).toMatchObject({
      IsSuccess: false,
      MsgCode: 1,
      Errors: [{ Message: '会话信息已丢失，请重新登录' }],
    });
    await outside.command('kingdee', 'expire-sessions');
    expect((await saveVoucher()).MsgCode).toBe(1);
    cookie = await logIn();
    expect((await saveVoucher()).IsSuccess).toBe(true);
  });

  it.each(['/K3Cloud', '/kingdee/K3Cloud'])('takes signed headers over a path that begins with %s', async (root) => {
    const headers = signedHeaders(pathOf('DynamicFormService.Save').replace('/K3Cloud', root));
    expect((await call('Save', { parameters: ['GL_VOUCHER', JSON.stringify({ Model: voucher() })] }, headers)).IsSuccess).toBe(true);
  });

  it.each(['X-Api-Signature', 'X-Kd-Signature', 'X-Kd-Appdata', 'x-api-nonce'])('refuses a changed %s', async (name) => {
    const headers = { ...signedHeaders(pathOf('DynamicFormService.Save')), [name]: 'AAAA' };
    expect((await post('DynamicFormService.Save', { formid: 'GL_VOUCHER', data: { Model: voucher() } }, headers)).status).toBe(519);
    expect(await outside.state('kingdee')).toMatchObject({ bills: 0 });
  });

  it('has mutex 13 for two calls at once in one session, and none for signed calls', async () => {
    await outside.command('kingdee', 'settings', { workMs: 40 });
    const both = await Promise.all([saveVoucher(), saveVoucher()]);
    expect(both.map((one) => one.MsgCode).sort()).toEqual([0, 13]);
    const signed = signedHeaders(pathOf('DynamicFormService.Save'));
    const all = await Promise.all(
      [1, 2, 3].map((nth) => call('Save', { formid: 'GL_VOUCHER', data: { Model: voucher({ billNo: `S${nth}` }) } }, signed)),
    );
    expect(all.map((one) => one.MsgCode)).toEqual([0, 0, 0]);
  });

  function signedHeaders(path: string): Record<string, string> {
    const { erp } = outside.world;
    const client = clientOf(erp.appId);
    const timestamp = String(Date.now());
    const appData = [erp.acctId, erp.username, erp.lcid, erp.orgNumber].join(',');
    return {
      'X-Api-ClientID': client.id,
      'X-Api-Auth-Version': '2.0',
      'x-api-timestamp': timestamp,
      'x-api-nonce': timestamp,
      'x-api-signheaders': 'X-Api-TimeStamp,X-Api-Nonce',
      'X-Api-Signature': apiSignature({ path, nonce: timestamp, timestamp, clientSecret: client.secret }),
      'X-Kd-Appkey': erp.appId,
      'X-Kd-Appdata': Buffer.from(appData).toString('base64'),
      'X-Kd-Signature': kdSignature(erp.appId, appData, erp.appSecret),
    };
  }
});

describe('vouchers', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['an unbalanced one', voucher({ credit: '30.82' }), '借贷不平衡'],
    ['an unknown account', voucher({ account: '9999' }), '科目“9999”不存在'],
    ['a third decimal', voucher({ credit: '30.831' }), '精度'],
    ['another book', { ...voucher(), FAccountBookID: { FNumber: '002' } }, '账簿“002”不存在'],
    ['base data under a wrong key', { ...voucher(), FAccountBookID: { FNUMBER: '001' } }, '“账簿”是必填项'],
    ['a single line', { ...voucher(), FEntity: [] }, '不能少于两行'],
    ['no date', { ...voucher(), FDate: '' }, '日期'],
  ])('refuses %s with HTTP 200', async (_, Model, words) => {
    const answer = await call('Save', { formid: 'GL_VOUCHER', data: { Model } });
    expect(answer.IsSuccess).toBe(false);
    expect(answer.Errors.map((error) => error.Message).join()).toContain(words);
    expect(await outside.state('kingdee')).toMatchObject({ bills: 0 });
  });

  it('refuses a closed period', async () => {
    await outside.command('kingdee', 'account-set', { closedThrough: '2026-11' });
    expect((await saveVoucher()).Errors[0]?.Message).toContain('已结账');
  });

  it('books twice when a Save without a number is repeated, and the ledger shows the double', async () => {
    await outside.misbehave({ system: 'kingdee', operation: 'Save', kind: 'lose-answer', next: 1 });
    await expect(saveVoucher()).rejects.toThrow();
    expect((await saveVoucher()).IsSuccess).toBe(true);
    expect(await outside.state('kingdee')).toMatchObject({ bills: 2, doubles: [{ reference: 'DY20261122-1 出库', numbers: ['1', '2'] }] });
  });

  it('refuses the repeat of an own number, which the query finds', async () => {
    await outside.misbehave({ system: 'kingdee', operation: 'Save', kind: 'lose-answer', keys: ['HUB-V-1'], next: 1 });
    await expect(saveVoucher({ billNo: 'HUB-V-1' })).rejects.toThrow();
    const again = await saveVoucher({ billNo: 'HUB-V-1' });
    expect([again.IsSuccess, again.MsgCode, again.Errors[0]?.FieldName]).toEqual([false, 11, 'FBillNo']);
    expect(await outside.state('kingdee')).toMatchObject({ bills: 1, doubles: [] });
    expect(await query({ FieldKeys: 'FBillNo,FDocumentStatus', FilterString: "FBillNo='HUB-V-1'" })).toEqual([['HUB-V-1', 'A']]);
  });

  it('refuses a repeated FVOUCHERGROUPNO of the same period only', async () => {
    const numbered = (date: string): Promise<Status> =>
      call('Save', { formid: 'GL_VOUCHER', data: { Model: { ...voucher(), FDate: date, FVOUCHERGROUPNO: '7' } } });
    expect((await numbered('2026-11-22')).IsSuccess).toBe(true);
    expect((await numbered('2026-11-23')).Errors[0]?.FieldName).toBe('FVOUCHERGROUPNO');
    expect((await numbered('2026-12-01')).IsSuccess).toBe(true);
  });

  it('answers every row of a batch for itself', async () => {
    const Model = [voucher({ billNo: 'B1' }), voucher({ billNo: 'B1' }), voucher({ billNo: 'B2', credit: '1' }), voucher({ billNo: 'B3' })];
    const answer = await call('BatchSave', { formid: 'GL_VOUCHER', data: { Model } });
    expect(answer.IsSuccess).toBe(false);
    expect(answer.SuccessEntitys.map((entity) => [entity.DIndex, entity.Number])).toEqual([
      [0, 'B1'],
      [3, 'B3'],
    ]);
    expect(new Set(answer.Errors.map((error) => error.DIndex))).toEqual(new Set([1, 2]));
  });

  it('walks from draft to audited and refuses short cuts', async () => {
    await saveVoucher({ billNo: 'W1' });
    const on = (deed: string): Promise<Status> => call(deed, { formid: 'GL_VOUCHER', data: { Numbers: ['W1'] } });
    expect((await on('Audit')).IsSuccess).toBe(false);
    expect((await on('Submit')).IsSuccess).toBe(true);
    expect((await on('Audit')).IsSuccess).toBe(true);
    expect((await on('Delete')).IsSuccess).toBe(false);
    expect((await on('UnAudit')).IsSuccess).toBe(true);
    expect((await on('Delete')).IsSuccess).toBe(true);
    expect(await outside.state('kingdee')).toMatchObject({ bills: 0 });
  });

  it('says IsSuccess as text now and then', async () => {
    await outside.command('kingdee', 'settings', { textShare: 1 });
    expect((await saveVoucher()).IsSuccess).toBe('true');
    expect((await saveVoucher({ credit: '1' })).IsSuccess).toBe('false');
  });

  it('survives a restart with its numbers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    await outside.close();
    outside = await openOutside({ dataFolder: folder });
    cookie = await logIn();
    await saveVoucher({ billNo: 'K1' });
    await outside.close();
    outside = await openOutside({ dataFolder: folder });
    cookie = await logIn();
    expect((await saveVoucher({ billNo: 'K1' })).Errors[0]?.FieldName).toBe('FBillNo');
    expect(await outside.state('kingdee')).toMatchObject({ bills: 1 });
    rmSync(folder, { recursive: true });
  });
});

async function query(data: Readonly<Record<string, unknown>>): Promise<unknown> {
  const answer = await post('DynamicFormService.ExecuteBillQuery', { data: { FormId: 'GL_VOUCHER', ...data } }, { cookie });
  return answer.json();
}

describe('queries', () => {
  beforeEach(async () => {
    for (const nth of [1, 2, 3]) await saveVoucher({ billNo: `Q${nth}`, explanation: `order ${nth}` });
  });

  it.each<[string, readonly unknown[]]>([
    ["FBillNo in ('Q1','Q3')", [['Q1'], ['Q3']]],
    ["FBillNo = 'Q1' or FBillNo = 'Q2'", [['Q1'], ['Q2']]],
    ["FDate >= '2026-11-01' and (FBillNo <> 'Q2' and FAccountBookID.FNumber = '001')", [['Q1'], ['Q3']]],
    ["FEXPLANATION like '%order 2%'", [['Q2']]],
    ["FBillNo = 'none'", []],
  ])('finds by %s', async (FilterString, found) => {
    expect(await query({ FieldKeys: 'FBillNo', FilterString })).toEqual(found);
  });

  it('gives one row per line when a field of the lines is asked', async () => {
    expect(await query({ FieldKeys: 'FBillNo,FACCOUNTID.FNumber,FDEBIT', FilterString: "FBillNo='Q1'" })).toEqual([
      ['Q1', '1122.01', 268],
      ['Q1', '6001.01', null],
      ['Q1', '2221.01.05', null],
    ]);
  });

  it('answers a broken filter as one row with one cell', async () => {
    expect(await query({ FieldKeys: 'FBillNo', FilterString: "FBillNo = 'Q1' and (" })).toMatchObject([
      [{ Result: { ResponseStatus: { IsSuccess: false } } }],
    ]);
    expect(await query({ FieldKeys: 'FBillNo', FilterString: '', Limit: 2001 })).toMatchObject([[{ Result: {} }]]);
  });
});

describe('receivables', () => {
  const receivable = (more: Readonly<Record<string, unknown>> = {}): unknown => ({
    FBillTypeID: { FNUMBER: 'YSD01_SYS' },
    FDATE: '2026-11-22',
    FCUSTOMERID: { FNumber: 'CUST001' },
    FCURRENCYID: { FNumber: 'PRE001' },
    FSETTLEORGID: { FNumber: '100' },
    FEntityDetail: [{ FMATERIALID: { FNumber: 'TEA' }, FPriceQty: 2, FTaxPrice: 134, FALLAMOUNTFOR_D: 268 }],
    ...more,
  });
  const saveReceivable = (more: Readonly<Record<string, unknown>>): Promise<Status> =>
    call('Save', { formid: 'AR_receivable', data: { Model: receivable(more) } });

  it('books one, refuses its repeated number and unknown customers', async () => {
    expect((await saveReceivable({ FBillNo: 'AR1' })).IsSuccess).toBe(true);
    expect((await saveReceivable({ FBillNo: 'AR1' })).Errors[0]?.FieldName).toBe('FBillNo');
    await outside.command('kingdee', 'account-set', { customers: ['CUST001'] });
    expect((await saveReceivable({ FCUSTOMERID: { FNumber: 'X' } })).Errors[0]?.FieldName).toBe('FCUSTOMERID');
    expect(await outside.state('kingdee')).toMatchObject({ bills: 1, amountFen: 26800 });
  });
});
