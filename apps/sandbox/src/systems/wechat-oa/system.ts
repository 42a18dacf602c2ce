import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { settingsChange } from '../../core/settings-change.ts';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';
import { sendEvent } from '../wecom/callback.ts';
import { cdata, readObject } from '../wecom/system.ts';
import { checkField } from './fields.ts';

/** The token service of api.weixin.qq.com; null when the token is a living one of the app. */
export interface TokenGuard {
  refusalOf(appId: string, accessToken: string | null, operation: string): { readonly errcode: number; readonly errmsg: string } | null;
}

const dedupeMs = 10 * 60_000;
const receiptAfterMs = 2000;

const sendSchema = z.object({
  touser: z.string().min(1),
  template_id: z.string(),
  url: z.string().optional(),
  miniprogram: z.object({ appid: z.string(), pagepath: z.string().optional() }).optional(),
  client_msg_id: z.string().max(64).optional(),
  data: z.record(z.string(), z.object({ value: z.union([z.string(), z.number()]).transform(String) })),
});
type Message = z.infer<typeof sendSchema>;
const recordSchema = z.object({ mark: z.string(), at: z.number(), msgid: z.int(), clientMsgId: z.string().optional(), openid: z.string() });
const settingsSchema = z.object({
  constants: z.array(z.string()).default(['已发货', '运输中', '派送中', '已签收', '待取件', '已出库']),
  blockedShare: z.number().min(0).max(1).default(0.01),
});

/** The brand's service account. Says the same thing twice when asked twice, unless client_msg_id tells the two apart from one. */
export function createWechatServiceAccount(context: SandboxContext, tokens: TokenGuard): SandboxSystem {
  const account = context.world.messaging.wechatServiceAccount;
  const settings = settingsSchema.parse({});
  const recent = new Map<string, { readonly at: number; readonly msgid: number }>();
  const delivered = new Map<string, number>();
  let lastMsgid = 0;
  let deduped = 0;

  const keep = (record: z.infer<typeof recordSchema>): void => {
    delivered.set(record.mark, (delivered.get(record.mark) ?? 0) + 1);
    lastMsgid = Math.max(lastMsgid, record.msgid);
    if (record.clientMsgId !== undefined) recent.set(`${record.openid}|${record.clientMsgId}`, { at: record.at, msgid: record.msgid });
  };

  const send = (request: SandboxRequest): SandboxReply => {
    if (request.method !== 'POST') return json({ errcode: 43002, errmsg: 'require POST method' });
    const refused = tokens.refusalOf(account.appId, request.query.get('access_token'), 'message/template/send');
    if (refused) return json(refused);
    const read = sendSchema.safeParse(readObject(request.body));
    if (!read.success) return json({ errcode: 47001, errmsg: 'data format error' });
    const message = read.data;
    const problem = problemOf(message);
    if (problem) return json(problem);
    const now = Date.now();
    const known = message.client_msg_id === undefined ? undefined : recent.get(`${message.touser}|${message.client_msg_id}`);
    if (known && now - known.at < dedupeMs) {
      deduped += 1;
      return json({ errcode: 0, errmsg: 'ok', msgid: known.msgid });
    }
    const record = { mark: markOf(message), at: now, msgid: lastMsgid + 1, clientMsgId: message.client_msg_id, openid: message.touser };
    keep(record);
    context.journal.write('wechat-oa', record);
    context.ledger.append('message', 'wechat-oa', message.touser, {
      msgid: record.msgid,
      mark: record.mark,
      nth: delivered.get(record.mark),
      templateId: message.template_id,
      ...(message.url === undefined ? {} : { url: message.url }),
      data: Object.fromEntries(Object.entries(message.data).map(([key, { value }]) => [key, value])),
    });
    context.timing.after(receiptAfterMs, () => tellReceipt(message.touser, record.msgid));
    return json({ errcode: 0, errmsg: 'ok', msgid: record.msgid });
  };

  const problemOf = (message: Message): { readonly errcode: number; readonly errmsg: string } | null => {
    if (!/^o[\w-]{27}$/.test(message.touser)) return { errcode: 40003, errmsg: 'invalid openid' };
    if (!context.buyers.isFollower(message.touser)) return { errcode: 43004, errmsg: 'require subscribe' };
    if (message.template_id !== account.shippedTemplateId) return { errcode: 40037, errmsg: 'invalid template_id' };
    if (Object.keys(message.data).length === 0) return { errcode: 47003, errmsg: 'argument invalid! data is empty' };
    const constants = new Set(settings.constants);
    for (const [key, { value }] of Object.entries(message.data)) {
      const problem = checkField(key, value, constants);
      if (problem) return problem;
    }
    return null;
  };

  const tellReceipt = (openid: string, msgid: number): void => {
    const status = context.random.fork(`block/${openid}`).chance(settings.blockedShare) ? 'failed:user block' : 'success';
    sendEvent(
      context,
      {
        url: context.world.callbacks.wechatServiceAccount,
        token: account.callbackToken,
        sealing: { encodingAesKey: account.callbackAesKey, tailId: account.appId },
      },
      {
        system: 'wechat-oa',
        operation: 'receipt',
        key: String(msgid),
        xml:
          `<xml>${cdata('ToUserName', 'gh_sandbox')}${cdata('FromUserName', openid)}<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime>` +
          `${cdata('MsgType', 'event')}${cdata('Event', 'TEMPLATESENDJOBFINISH')}<MsgID>${msgid}</MsgID>${cdata('Status', status)}</xml>`,
        envelope: (sealed) => `<xml>${cdata('ToUserName', 'gh_sandbox')}${cdata('Encrypt', sealed)}</xml>`,
      },
    );
  };

  return {
    name: 'wechat-oa',
    mount: '/weixin/cgi-bin/message',
    async handle(request) {
      if (request.path !== '/template/send') return json({ errcode: 40066, errmsg: 'invalid url' });
      const call = { system: 'wechat-oa', operation: 'message/template/send', key: openidOf(request) };
      return answerWithFaults(
        context,
        call,
        () => send(request),
        () => json({ errcode: -1, errmsg: 'system error' }),
      );
    },
    state: () => ({
      delivered: [...delivered.values()].reduce((sum, count) => sum + count, 0),
      deduped,
      doubles: [...delivered].filter(([, count]) => count > 1).map(([mark, count]) => ({ mark, count })),
    }),
    async command(deed, body) {
      if (deed !== 'settings') throw new DeedRefused(`wechat-oa does not know ${deed}`);
      return Object.assign(settings, settingsChange(settingsSchema, body));
    },
    reset() {
      recent.clear();
      delivered.clear();
      deduped = 0;
      lastMsgid = 0;
      Object.assign(settings, settingsSchema.parse({}));
    },
    restore: (record) => keep(recordSchema.parse(record)),
  };
}

const openidOf = (request: SandboxRequest): string => String(readObject(request.body)?.['touser'] ?? '');

const markOf = (message: Message): string =>
  createHash('sha256')
    .update(JSON.stringify([message.touser, message.template_id, message.data]))
    .digest('hex')
    .slice(0, 32);
