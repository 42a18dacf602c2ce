import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readBytes, readText } from './read-bytes.ts';

const HEADER = '订单编号,订单状态,买家实付金额,订单创建时间,订单付款时间,商品标题,购买数量,买家应付邮费';
const row = (cells: Partial<Record<'no' | 'status' | 'paid' | 'created' | 'quantity', string>> = {}): string =>
  [
    cells.no ?? '3300000000000000001',
    cells.status ?? '待发货',
    cells.paid ?? '39.80',
    cells.created ?? '2026-01-02 10:00:00',
    '',
    '测试茶杯',
    cells.quantity ?? '2',
    '0',
  ].join(',');
const file = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');
const only = async (text: string) => {
  const { orders, refused } = await readText(text);
  expect(refused).toEqual([]);
  expect(orders).toHaveLength(1);
  return orders[0];
};

describe('trap 1: bytes are trusted, not the suffix', () => {
  it('refuses an old or password-protected workbook and says so', async () => {
    await expect(readBytes(Buffer.from('d0cf11e0a1b11ae100000000', 'hex'))).rejects.toMatchObject({ reason: 'OLD_EXCEL_OR_PASSWORD' });
  });
  it('refuses an empty file, a picture, and a text without orders', async () => {
    await expect(readBytes(Buffer.alloc(0))).rejects.toMatchObject({ reason: 'EMPTY' });
    await expect(readBytes(Buffer.from('89504e470d0a1a0a0000000d', 'hex'))).rejects.toMatchObject({ reason: 'UNKNOWN_KIND' });
    await expect(readText('a,b,c\n1,2,3\n')).rejects.toMatchObject({ reason: 'NO_HEADER' });
  });
  it('refuses a torn workbook', async () => {
    await expect(readBytes(Buffer.from('504b0304aaaabbbbcccc', 'hex'))).rejects.toMatchObject({ reason: 'BROKEN_WORKBOOK' });
  });
  it('reads the HTML table that calls itself a workbook', async () => {
    const cells = (tag: string, texts: readonly string[]) => `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join('')}</tr>`;
    const html = `<html><body><table>${cells('th', ['订单小号', '订单编号', '订单状态', '商家sku', '商品名称', '商品数量', '下单时间'])}${cells(
      'td',
      ['#1', '2400000000000001', '已完成', 'MILK-1', '牛奶 &amp; 茶', '2', '2026-01-02 10:00:00'],
    )}</table></body></html>`;
    const read = await readText(html);
    expect(read).toMatchObject({ layout: 'jd-daojia', refused: [] });
    expect(read.orders[0]).toMatchObject({
      platformOrderNo: '2400000000000001',
      state: 'DONE',
      lines: [{ sku: 'MILK-1', title: '牛奶 & 茶', quantity: 2 }],
    });
  });
});

describe('trap 2: workbooks', () => {
  const rows = file(row())
    .split('\n')
    .map((line) => line.split(','));
  it('finds the orders on a sheet that is hidden and not the first', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '说明', rows: [['请勿修改']] },
        { name: '订单报表', rows, hidden: true },
      ],
    });
    expect((await readBytes(bytes)).orders).toHaveLength(1);
  });
  it('refuses an order number that Excel turned to a number', async () => {
    const [header = [], first = []] = rows;
    const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [header, [4_988_960_000_000_000_000, ...first.slice(1)]] }] });
    expect((await readBytes(bytes)).refused).toMatchObject([{ reason: 'LOST_DIGITS', column: '订单编号' }]);
  });
});

describe('trap 3: encodings', () => {
  it('reads UTF-16 with its mark', async () => {
    const read = await readBytes(Buffer.from(`\uFEFF${file(row()).replaceAll(',', '\t')}`, 'utf16le'));
    expect(read.orders).toHaveLength(1);
  });
  it('refuses bytes that are neither UTF-8 nor GB18030, rather than guess', async () => {
    const bytes = Buffer.concat([Buffer.from(file(row())), Buffer.from([0x0a, 0xff, 0xff, 0x80, 0x20])]);
    await expect(readBytes(bytes)).rejects.toMatchObject({ reason: 'UNKNOWN_ENCODING' });
  });
  it('refuses such bytes far below what is looked at first, too', async () => {
    const many = file(...Array.from({ length: 600 }, (_none, index) => row({ no: `33000000000000${10_001 + index}` })));
    const bytes = Buffer.concat([Buffer.from(many), Buffer.from([0x0a, 0xff, 0xff, 0x80, 0x20])]);
    await expect(readBytes(bytes)).rejects.toMatchObject({ reason: 'UNKNOWN_ENCODING' });
  });
  it('reads past the NULs that a broken program left between rows', async () => {
    const rows = Array.from({ length: 60 }, (_none, index) => row({ no: `33000000000000${10_001 + index}` }));
    const { orders } = await readText(file(...rows, row({ no: '33000000000\u000000099999' })));
    expect(orders.at(-1)?.platformOrderNo).toBe('3300000000000099999');
  });
});

describe('trap 4: the header', () => {
  it('is found below titles, and compared without spaces, marks and wide brackets', async () => {
    const text = `${'店铺订单报表\n导出时间：2026-01-03\n\n'}\u200B订单 编号,订单状态,用户实付金额（元）,支付时间\nP1000000000001,待发货,5.00,2026-01-02 10:00:00`;
    expect((await readText(text)).orders[0]).toMatchObject({ platformOrderNo: 'P1000000000001', paid: 500n });
  });
  it('may be spread over two rows, a merged group above its columns', async () => {
    const text = '基础信息,,,金额\n订单编号,下单时间,订单状态,订单实付交易额(元)\n2000000000000000001,2026-01-02 10:00:00,已完成,19.80';
    expect((await readText(text)).orders[0]).toMatchObject({ platformOrderNo: '2000000000000000001', paid: 1980n, state: 'DONE' });
    const merged = '订单编号,基础信息,,金额\n,下单时间,订单状态,订单实付交易额(元)\n2000000000000000001,2026-01-02 10:00:00,已完成,19.80';
    expect((await readText(merged)).orders[0]).toMatchObject({ platformOrderNo: '2000000000000000001', paid: 1980n });
  });
  it('takes the exact name even where another column contains it, and passes over formula columns', async () => {
    const text = '原订单编号备份,订单编号,订单状态备注,订单状态,商品标题,利润公式\n999,3300000000000000001,随便,待发货,茶,=A1*2';
    expect((await readText(text)).orders[0]).toMatchObject({ platformOrderNo: '3300000000000000001', state: 'TO_SHIP' });
  });
});

describe('trap 5: what Excel did to numbers and dates', () => {
  it.each(['4.98896E+18', '3300000000000000000'])('refuses %s and asks for the raw file', async (no) => {
    const { orders, refused } = await readText(file(row({ no }), row()));
    expect(refused).toMatchObject([{ reason: 'LOST_DIGITS', column: '订单编号', rowNo: 2 }]);
    expect(orders).toHaveLength(1);
  });
  it.each([
    ['2026/1/2 3:04', '2026-01-01T19:04:00.000Z'],
    ['2026-01-02 03:04:05', '2026-01-01T19:04:05.000Z'],
    ['2026-01-02', '2026-01-01T16:00:00.000Z'],
    ['46024.127777777780', '2026-01-01T19:04:00.000Z'],
  ])('reads the time %s', async (created, at) => {
    expect((await only(file(row({ created }))))?.createdAt?.toISOString()).toBe(at);
  });
  it('refuses a time that is none, with its column', async () => {
    const { refused } = await readText(file(row({ created: '2026-02-31 10:00:00' })));
    expect(refused).toMatchObject([{ reason: 'BAD_TIME', column: '订单创建时间' }]);
  });
});

describe('trap 6: wrappings of a cell', () => {
  it.each(['="3300000000000000001"', "'3300000000000000001", '`3300000000000000001', '3300000000000000001⇥', ' 3300000000000000001 '])(
    'reads the number in %s',
    async (no) => {
      expect((await only(file(row({ no }))))?.platformOrderNo).toBe('3300000000000000001');
    },
  );
  it.each([
    ['12.00元', 1200n],
    ['"1,019.90"', 101_990n],
    ['¥39.8', 3980n],
    ['-', undefined],
    ['null', undefined],
  ])('reads the amount %s', async (paid, fen) => {
    expect((await only(file(row({ paid }))))?.paid).toBe(fen);
  });
  it('refuses an amount and a count that are none', async () => {
    const { refused } = await readText(file(row({ paid: '很多' }), row({ quantity: '两件' }), row({ paid: '3300000000000000001' })));
    expect(refused.map((each) => each.reason)).toEqual(['BAD_MONEY', 'BAD_QUANTITY', 'BAD_MONEY']);
  });
  it('refuses the file whose quote is never closed, rather than swallow the rest', async () => {
    const text = `${file(row())}\n"${`${row()}\n`.repeat(6_000)}`;
    await expect(readText(text)).rejects.toMatchObject({ reason: 'BROKEN_QUOTES' });
  });
});

describe('trap 7: rows that are no orders', () => {
  it('drops blank rows, sums, and the header once more', async () => {
    expect(await only(file(',,,,,,,', row(), HEADER, '合计:,,39.80,,,,2,', '总计,,39.80,,,,2,'))).toMatchObject({ paid: 3980n });
  });
  it('gives a row without a number to the order above it', async () => {
    const order = await only(file(row(), ',待发货,,,,测试杯垫,3,'));
    expect(order?.lines.map((line) => [line.title, line.quantity])).toEqual([
      ['测试茶杯', 2],
      ['测试杯垫', 3],
    ]);
  });
  it('refuses such a row where no order stands above it', async () => {
    expect((await readText(file(',待发货,,,,测试杯垫,3,'))).refused).toMatchObject([{ reason: 'NO_ORDER_NUMBER' }]);
  });
  it('passes over rows that an ERP merged into others', async () => {
    expect((await readText(file(row({ status: '被合并' }), row()))).refused).toMatchObject([{ reason: 'MERGED_ELSEWHERE' }]);
  });
});

describe('trap 8: money and titles that repeat', () => {
  it("counts the order's money once where each line repeats it, and sums shares", async () => {
    const jd = '订单号,京东价,下单帐号,应付金额,订单状态,订购数量\n300000000001,1,a,59.50,完成,1\n300000000001,2,a,59.50,完成,1';
    expect((await only(jd))?.paid).toBe(5950n);
    const douyin = '主订单编号,子订单编号,选购商品,订单应付金额,支付优惠,订单状态\n69,691,a,10.00,1.00,已完成\n69,692,b,10.00,0,已完成';
    expect((await only(douyin))?.paid).toBe(1900n);
  });
  it('keeps the first of two columns with one title', async () => {
    const text = '订单编号,订单状态,商品名称,商品名称,订单号\n3300000000000000001,待发货,第一,第二,7';
    expect((await only(text))?.lines[0]?.title).toBe('第一');
  });
  it('reads rows that are shorter than the header, and refuses those whose cells slipped', async () => {
    expect((await only(file('3300000000000000001,待发货,39.80')))?.paid).toBe(3980n);
    expect((await readText(file(`${row()},多,余`))).refused).toMatchObject([{ reason: 'TOO_MANY_CELLS' }]);
  });
});

describe('trap 9 and status texts', () => {
  it('knows a refund by the money that went back, where no column names its state', async () => {
    const text = (refunded: string) => `订单编号,订单状态,商品标题,退款金额\n3300000000000000001,交易成功,茶,${refunded}`;
    expect([(await only(text('5.00')))?.refund, (await only(text('0.00')))?.refund]).toEqual(['DONE', 'NONE']);
  });
  it('keeps gifts that cost nothing', async () => {
    expect(await only(file(row({ paid: '0.00' })))).toMatchObject({ paid: 0n });
  });
  it.each([
    ['"买家已付款,等待卖家发货"', 'TO_SHIP'],
    ['买家已付款，等待卖家发货', 'TO_SHIP'],
    ['卖家已发货，等待买家确认', 'SHIPPED'],
    ['"已发货,待签收"', 'SHIPPED'],
    ['未发货，退款成功', 'CLOSED'],
    ['(删除)等待出库', 'CLOSED'],
    ['(锁定)等待出库', 'HELD'],
    ['卖家部分发货', 'HELD'],
    ['已签收', 'DONE'],
  ])('reads the state %s as %s', async (status, state) => {
    expect((await only(file(row({ status }))))?.state).toBe(state);
  });
  it('refuses a state that nobody knows, rather than guess', async () => {
    expect((await readText(file(row({ status: '量子态' })))).refused).toMatchObject([{ reason: 'UNKNOWN_STATUS', column: '订单状态' }]);
  });
});
