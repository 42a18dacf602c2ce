import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';
import { App } from './app.ts';
import { checkAddress, type Receiver, sendEvent } from './callback.ts';
import { Deliveries } from './deliveries.ts';
import { Robot } from './robot.ts';
import { AppTokens } from './tokens.ts';

const clickSchema = z.object({ taskId: z.string(), key: z.string(), userId: z.string() });

/** WeCom: a group robot and one app of the corp, with the members who read and click. */
export function createWecom(context: SandboxContext): SandboxSystem {
  const { wecomApp } = context.world.messaging;
  const deliveries = new Deliveries(context);
  const tokens = new AppTokens(context);
  const robot = new Robot(context, deliveries);
  const app = new App(context, deliveries);
  const receiver: Receiver = {
    url: context.world.callbacks.wecom,
    token: wecomApp.callbackToken,
    sealing: { encodingAesKey: wecomApp.encodingAesKey, tailId: wecomApp.corpId },
  };

  const withToken = (request: SandboxRequest, work: (body: unknown) => SandboxReply): SandboxReply =>
    tokens.refusalOf(request) ?? withBody(request, work);

  const abilities: Readonly<Record<string, (request: SandboxRequest) => SandboxReply>> = {
    '/cgi-bin/gettoken': (request) => tokens.give(request),
    '/cgi-bin/message/send': (request) => withToken(request, (body) => app.send(body)),
    '/cgi-bin/message/update_template_card': (request) => withToken(request, (body) => app.update(body)),
    '/cgi-bin/webhook/send': (request) => withBody(request, (body) => robot.send(request, body)),
  };

  const click = (asked: z.infer<typeof clickSchema>): unknown => {
    const { card, code } = app.press(asked.taskId, asked.key);
    sendEvent(context, receiver, {
      system: 'wecom',
      operation: 'click',
      key: asked.taskId,
      xml: clickEvent({ ...asked, code, cardType: card.cardType, corpId: wecomApp.corpId, agentId: wecomApp.agentId }),
      envelope: (sealed) =>
        `<xml>${cdata('ToUserName', wecomApp.corpId)}${cdata('AgentID', String(wecomApp.agentId))}${cdata('Encrypt', sealed)}</xml>`,
      onReply: (xml) => app.show(asked.taskId, /<ReplaceName>(?:<!\[CDATA\[)?([^\]<]*)/.exec(xml)?.[1] ?? ''),
    });
    context.ledger.append('click', 'wecom', asked.taskId, { key: asked.key, userId: asked.userId });
    return { responseCode: code };
  };

  return {
    name: 'wecom',
    mount: '/wecom',
    async handle(request) {
      const ability = abilities[request.path];
      if (!ability) return json({ errcode: 40066, errmsg: 'invalid url' }, 404);
      const call = { system: 'wecom', operation: request.path.replace('/cgi-bin/', ''), key: '' };
      return answerWithFaults(
        context,
        call,
        () => ability(request),
        () => json({ errcode: -1, errmsg: 'system busy' }),
      );
    },
    state: () => ({ ...deliveries.summary(), dropped: app.dropped, tokensIssued: tokens.issued, cards: [...app.cards.values()] }),
    async command(deed, body) {
      switch (deed) {
        case 'click':
          return click(clickSchema.parse(body));
        case 'check-callback':
          return { fine: await checkAddress(receiver) };
        case 'leave': {
          app.leavers.add(z.object({ userId: z.string() }).parse(body).userId);
          return [...app.leavers];
        }
        case 'expire-token':
          tokens.expire();
          return {};
        default:
          throw new DeedRefused(`wecom does not know ${deed}`);
      }
    },
    reset() {
      deliveries.reset();
      tokens.reset();
      robot.reset();
      app.reset();
    },
    restore(record) {
      deliveries.restore(record);
      tokens.restore(record);
      app.restore(record);
    },
  };
}

function withBody(request: SandboxRequest, work: (body: Readonly<Record<string, unknown>>) => SandboxReply): SandboxReply {
  if (request.method !== 'POST') return json({ errcode: 43002, errmsg: 'require POST method' });
  const body = readObject(request.body);
  return body ? work(body) : json({ errcode: 47001, errmsg: 'data format error' });
}

export function readObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}

export const cdata = (name: string, value: string): string =>
  `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;

interface Click extends z.infer<typeof clickSchema> {
  readonly code: string;
  readonly cardType: string;
  readonly corpId: string;
  readonly agentId: number;
}

const clickEvent = (click: Click): string =>
  `<xml>${cdata('ToUserName', click.corpId)}${cdata('FromUserName', click.userId)}<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime>` +
  `${cdata('MsgType', 'event')}${cdata('Event', 'template_card_event')}${cdata('EventKey', click.key)}${cdata('TaskId', click.taskId)}` +
  `${cdata('CardType', click.cardType)}${cdata('ResponseCode', click.code)}<AgentID>${click.agentId}</AgentID></xml>`;
