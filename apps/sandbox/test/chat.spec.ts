import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decrypt, encrypt, messageSignature } from '../src/systems/wecom/crypt.ts';
import { eventually, type Heard, openOutside, type Outside } from './open-outside.ts';

let outside: Outside;

beforeEach(async () => {
  outside = await openOutside({ speed: 100 });
});
afterEach(() => outside.close());

const answerSchema = z.looseObject({ errcode: z.number() });
type Answer = z.infer<typeof answerSchema>;

async function post(path: string, body: unknown): Promise<Answer> {
  const answer = await fetch(outside.base + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  return answerSchema.parse(await answer.json());
}

async function get(path: string): Promise<Readonly<Record<string, unknown>>> {
  return z.record(z.string(), z.unknown()).parse(await (await fetch(outside.base + path)).json());
}

/** Opens a sealed push, or throws as a real receiver would. */
function open(heard: Heard, token: string, sealing: { readonly encodingAesKey: string; readonly tailId: string }): string {
  const sealed = /<Encrypt><!\[CDATA\[([^\]]+)/.exec(heard.body)?.[1] ?? '';
  const { query } = heard;
  expect(query.get('msg_signature')).toBe(messageSignature(token, query.get('timestamp') ?? '', query.get('nonce') ?? '', sealed));
  return decrypt(sealed, sealing);
}

describe('the robot', () => {
  const send = (body: unknown, key = outside.world.messaging.wecomRobot.key): Promise<Answer> =>
    post(`/wecom/cgi-bin/webhook/send?key=${key}`, body);

  it('takes twenty messages a minute and refuses the next', async () => {
    for (let nth = 0; nth < 20; nth += 1) expect((await send({ msgtype: 'text', text: { content: `${nth}` } })).errcode).toBe(0);
    expect((await send({ msgtype: 'text', text: { content: 'one more' } })).errcode).toBe(45009);
    expect(await outside.state('wecom')).toMatchObject({ delivered: 20, doubles: [] });
  });

  it.each<[string, unknown, number]>([
    ['markdown over 4096 bytes', { msgtype: 'markdown', markdown: { content: '茶'.repeat(1366) } }, 40058],
    ['text over 2048 bytes', { msgtype: 'text', text: { content: 'x'.repeat(2049) } }, 40058],
    ['an empty text', { msgtype: 'text', text: { content: '' } }, 44004],
    ['an unknown type', { msgtype: 'poem', poem: {} }, 40008],
    [
      'a card with buttons',
      {
        msgtype: 'template_card',
        template_card: {
          card_type: 'button_interaction',
          main_title: { title: 'x' },
          task_id: 't',
          button_list: [{ text: 'ok', key: 'k' }],
        },
      },
      40058,
    ],
    ['no JSON', 'hello', 47001],
  ])('refuses %s', async (_, body, errcode) => {
    expect((await send(body)).errcode).toBe(errcode);
    expect(await outside.state('wecom')).toMatchObject({ delivered: 0 });
  });

  it('refuses a wrong key, and counts the same words twice as a double', async () => {
    expect((await send({ msgtype: 'text', text: { content: 'a' } }, 'nope')).errcode).toBe(93000);
    await send({ msgtype: 'text', text: { content: 'a' } });
    await send({ msgtype: 'text', text: { content: 'a' } });
    const state = z.object({ doubles: z.array(z.string()) }).parse(await outside.state('wecom'));
    expect(state.doubles).toHaveLength(1);
  });
});

describe('the app', () => {
  let token: string;

  beforeEach(async () => {
    token = await newToken();
  });

  async function newToken(): Promise<string> {
    const { corpId, corpSecret } = outside.world.messaging.wecomApp;
    return String((await get(`/wecom/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${corpSecret}`))['access_token']);
  }

  const send = (body: Readonly<Record<string, unknown>>): Promise<Answer> =>
    post(`/wecom/cgi-bin/message/send?access_token=${token}`, { touser: 'zhouhui', agentid: 1000002, ...body });
  const card = (taskId: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      main_title: { title: '订单卡住' },
      task_id: taskId,
      button_list: [
        { type: 0, text: '同意', style: 1, key: 'approve' },
        { type: 0, text: '拒绝', style: 2, key: 'decline' },
      ],
      ...more,
    },
  });

  it('gives the same token while it lives, and none for a wrong secret', async () => {
    expect(await newToken()).toBe(token);
    expect(await get(`/wecom/cgi-bin/gettoken?corpid=${outside.world.messaging.wecomApp.corpId}&corpsecret=x`)).toMatchObject({
      errcode: 40001,
    });
    expect((await post('/wecom/cgi-bin/message/send?access_token=x', {})).errcode).toBe(40014);
  });

  it('says 42001 for an expired token and takes the next one', async () => {
    await outside.misbehave({ system: 'wecom', kind: 'expire-token', next: 1 });
    expect((await send({ msgtype: 'text', text: { content: 'a' } })).errcode).toBe(42001);
    token = await newToken();
    expect((await send({ msgtype: 'text', text: { content: 'a' } })).errcode).toBe(0);
  });

  it.each<[string, Readonly<Record<string, unknown>>, number]>([
    [
      'seven horizontal lines',
      card('t', { horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: 'a', value: 'b' })) }),
      40058,
    ],
    ['seven buttons', card('t', { button_list: Array.from({ length: 7 }, (_, nth) => ({ text: 'a', key: `${nth}` })) }), 40058],
    ['four jumps', card('t', { jump_list: Array.from({ length: 4 }, () => ({ type: 1, title: 'a', url: 'http://x' })) }), 40058],
    [
      'buttons without a task',
      {
        msgtype: 'template_card',
        template_card: { card_type: 'button_interaction', main_title: { title: 'a' }, button_list: [{ text: 'a', key: 'k' }] },
      },
      40058,
    ],
    [
      'a notice without an action',
      { msgtype: 'template_card', template_card: { card_type: 'text_notice', main_title: { title: 'a' } } },
      40058,
    ],
    ['markdown over 2048 bytes', { msgtype: 'markdown', markdown: { content: 'x'.repeat(2049) } }, 40058],
    ['another agent', { agentid: 1, msgtype: 'text', text: { content: 'a' } }, 40056],
  ])('refuses %s', async (_, body, errcode) => {
    expect((await send(body)).errcode).toBe(errcode);
    expect(await outside.state('wecom')).toMatchObject({ delivered: 0 });
  });

  it('names members who left, and refuses when nobody is left', async () => {
    await outside.command('wecom', 'leave', { userId: 'gone' });
    expect(await send({ touser: 'gone|zhouhui', msgtype: 'text', text: { content: 'a' } })).toMatchObject({
      errcode: 0,
      invaliduser: 'gone',
    });
    expect((await send({ touser: 'gone', msgtype: 'text', text: { content: 'a' } })).errcode).toBe(81013);
  });

  it('delivers the same words once under the duplicate check', async () => {
    const twice = { msgtype: 'text', text: { content: 'a' }, enable_duplicate_check: 1 };
    await send(twice);
    expect((await send(twice)).errcode).toBe(0);
    expect(await outside.state('wecom')).toMatchObject({ delivered: 1 });
  });

  it('drops what exceeds thirty a minute and member without a word', async () => {
    for (let nth = 0; nth < 31; nth += 1) expect((await send({ msgtype: 'text', text: { content: `${nth}` } })).errcode).toBe(0);
    expect(await outside.state('wecom')).toMatchObject({ delivered: 30, dropped: 1 });
  });

  it('lets a response code change its card once', async () => {
    const code = (await send(card('task-1')))['response_code'];
    expect((await send(card('task-1'))).errcode).toBe(40058);
    const update = (): Promise<Answer> =>
      post(`/wecom/cgi-bin/message/update_template_card?access_token=${token}`, {
        userids: ['zhouhui'],
        agentid: 1000002,
        response_code: code,
        button: { replace_name: '已同意' },
      });
    expect((await update()).errcode).toBe(0);
    expect((await update()).errcode).not.toBe(0);
    expect(await outside.state('wecom')).toMatchObject({ cards: [{ taskId: 'task-1', shown: '已同意' }] });
  });

  it('sends a click sealed, repeats it unanswered, and shows what the passive reply says', async () => {
    const { callbackToken, encodingAesKey, corpId } = outside.world.messaging.wecomApp;
    const sealing = { encodingAesKey, tailId: corpId };
    let refused = 0;
    outside.listener.answer = () => {
      refused += 1;
      if (refused === 1) return { status: 500, body: '' };
      const reply = encrypt(
        '<xml><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[已处理]]></ReplaceName></Button></xml>',
        sealing,
        Buffer.alloc(16, 1),
      );
      const signature = messageSignature(callbackToken, '1767225600', 'n', reply);
      return {
        status: 200,
        body: `<xml><Encrypt><![CDATA[${reply}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1767225600</TimeStamp><Nonce><![CDATA[n]]></Nonce></xml>`,
      };
    };
    await send(card('task-2'));
    await outside.command('wecom', 'click', { taskId: 'task-2', key: 'approve', userId: 'zhouhui' });
    await eventually(async () => expect(await outside.state('wecom')).toMatchObject({ cards: [{ shown: '已处理', clicks: 1 }] }));
    const heard = outside.listener.heard.filter(({ path }) => path === '/hooks/wecom/app');
    expect(heard).toHaveLength(2);
    for (const one of heard) {
      expect(open(one, callbackToken, sealing)).toContain('<EventKey><![CDATA[approve]]></EventKey><TaskId><![CDATA[task-2]]></TaskId>');
    }
    await expect(outside.command('wecom', 'click', { taskId: 'task-2', key: 'nothing', userId: 'zhouhui' })).rejects.toThrow();
  });
});

describe('the service account', () => {
  let token: string;

  beforeEach(async () => {
    const { appId, appSecret } = outside.world.messaging.wechatServiceAccount;
    token = String((await get(`/weixin/cgi-bin/token?grant_type=client_credential&appid=${appId}&secret=${appSecret}`))['access_token']);
  });

  const follower = (): string => {
    const [link] = outside.sandbox.context.buyers.links();
    if (!link) throw new Error('nobody follows');
    return link.wechatOpenId;
  };
  const shipped = {
    character_string1: { value: 'SF1000000000001' },
    thing2: { value: '明前龙井 250 克' },
    time3: { value: '2026-11-23 18:00' },
  };
  const send = (more: Readonly<Record<string, unknown>> = {}): Promise<Answer> =>
    post(`/weixin/cgi-bin/message/template/send?access_token=${token}`, {
      touser: follower(),
      template_id: 'TPL-SHIPPED-0001',
      data: shipped,
      ...more,
    });

  it('delivers, and tells the result sealed', async () => {
    outside.listener.answer = () => ({ status: 200, body: 'success' });
    const answer = await send();
    expect(answer).toMatchObject({ errcode: 0, msgid: 1 });
    const { callbackToken, callbackAesKey, appId } = outside.world.messaging.wechatServiceAccount;
    const heard = await eventually(() => {
      const [found] = outside.listener.heard.filter(({ path }) => path === '/hooks/wechat-oa/main');
      if (!found) throw new Error('no receipt yet');
      return found;
    });
    const event = open(heard, callbackToken, { encodingAesKey: callbackAesKey, tailId: appId });
    expect(event).toContain('TEMPLATESENDJOBFINISH');
    expect(event).toContain('<MsgID>1</MsgID>');
  });

  it('sends the same message twice without client_msg_id, and once with it', async () => {
    await send();
    await send();
    expect(await outside.state('wechat-oa')).toMatchObject({ delivered: 2, doubles: [{ count: 2 }] });
    const other = { data: { ...shipped, thing2: { value: '青瓷茶杯' } }, client_msg_id: 'order-1' };
    const first = await send(other);
    expect((await send(other))['msgid']).toBe(first['msgid']);
    expect(await outside.state('wechat-oa')).toMatchObject({ delivered: 3, deduped: 1 });
  });

  it.each<[string, Readonly<Record<string, unknown>>, number]>([
    ['a malformed open id', { touser: 'nobody' }, 40003],
    ['somebody who does not follow', { touser: `oX${'a'.repeat(26)}` }, 43004],
    ['an unknown template', { template_id: 'TPL-X' }, 40037],
    ['a thing of 21 characters', { data: { thing1: { value: '茶'.repeat(21) } } }, 47003],
    ['a number text of 33 characters', { data: { character_string1: { value: 'x'.repeat(33) } } }, 47003],
    ['Chinese in a character_string', { data: { character_string1: { value: '顺丰1' } } }, 47003],
    ['a phrase of six', { data: { phrase1: { value: '已经发货了呀' } } }, 47003],
    ['a const that is not listed', { data: { const1: { value: '飞走了' } } }, 47003],
    ['a time that is none', { data: { time1: { value: 'tomorrow' } } }, 47003],
    ['an empty value', { data: { thing1: { value: '' } } }, 47003],
    ['an unknown key type', { data: { first: { value: 'x' } } }, 47003],
  ])('refuses %s', async (_, more, errcode) => {
    expect((await send(more)).errcode).toBe(errcode);
    expect(await outside.state('wechat-oa')).toMatchObject({ delivered: 0 });
  });

  it.each<[string, string]>([
    ['thing1', '茶'.repeat(20)],
    ['phrase1', '已发货'],
    ['const1', '已发货'],
    ['amount1', '¥268.00'],
    ['date1', '2026年11月23日'],
    ['time1', '18:30'],
    ['number1', '2'],
  ])('takes %s with %s', async (key, value) => {
    expect((await send({ data: { [key]: { value } } })).errcode).toBe(0);
  });

  it('refuses the token of another app', async () => {
    expect((await post('/weixin/cgi-bin/message/template/send?access_token=x', {})).errcode).toBe(40001);
  });
});
