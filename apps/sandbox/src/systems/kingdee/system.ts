import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { settingsChange } from '../../core/settings-change.ts';
import { json, text } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';
import { accountSetChange, changeAccountSet, openAccountSet } from './account-set.ts';
import { type Bill, Bills } from './bills.ts';
import { answer, batchSave, type BookDeps, change, type Data, formOf, query, save, view } from './operations.ts';
import { parametersOf, readLogin, type Session, Sessions } from './sessions.ts';
import { failed } from './status.ts';

const settingsSchema = z.object({
  /** Answers whose IsSuccess is text. */
  textShare: z.number().min(0).max(1).default(0.1),
  /** Real milliseconds that one call holds its session. */
  workMs: z.number().nonnegative().default(5),
});

const operations = ['Save', 'BatchSave', 'Submit', 'Audit', 'UnAudit', 'Delete', 'View', 'ExecuteBillQuery'] as const;
type Operation = (typeof operations)[number];

const servicePath = /^\/K3Cloud\/Kingdee\.BOS\.WebApi\.ServicesStub\.(AuthService|DynamicFormService)\.(\w+)\.common\.kdsvc$/;

/** Kingdee Cloud Galaxy: one account set with its bookkeeping rules behind the K3Cloud WebAPI. */
export function createKingdee(context: SandboxContext): SandboxSystem {
  const random = context.random.fork('kingdee');
  const bills = new Bills(context.journal);
  const sessions = new Sessions(context);
  const settings = settingsSchema.parse({});
  const deps: { -readonly [K in keyof BookDeps]: BookDeps[K] } = { context, bills, set: openAccountSet(context.world) };

  const logIn = (operation: 'ValidateUser' | 'LoginByAppSecret', body: Data): SandboxReply => {
    const login = readLogin(operation, body);
    const session = login ? sessions.logIn(login) : '登录参数不完整';
    if (typeof session === 'string') {
      return json({
        Message: session,
        MessageCode: 'LoginFailed',
        LoginResultType: 0,
        Context: null,
        KDSVCSessionId: null,
        IsSuccessByAPI: false,
      });
    }
    const reply = json({
      Message: null,
      MessageCode: '',
      LoginResultType: 1,
      Context: { UserLocale: 'zh-CN', UserName: context.world.erp.username, DBid: context.world.erp.acctId },
      KDSVCSessionId: session.id,
      IsSuccessByAPI: true,
    });
    return {
      ...reply,
      setCookies: [`kdservice-sessionid=${session.id}; path=/`, `ASP.NET_SessionId=${session.id.slice(0, 8)}; path=/; HttpOnly`],
    };
  };

  const operate = (operation: Operation, body: Data): unknown => {
    const { formId, data } = readCall(operation, body);
    if (operation === 'ExecuteBillQuery') return query(deps, data);
    const form = formOf(formId);
    if (!form) return answer(failed(formId === '' ? '业务对象标识不能为空' : `业务对象“${formId}”不存在`, 5));
    switch (operation) {
      case 'Save':
        return save(deps, form, data);
      case 'BatchSave':
        return batchSave(deps, form, data);
      case 'View':
        return view(deps, form, data);
      case 'Submit':
      case 'Audit':
      case 'UnAudit':
      case 'Delete':
        return change(deps, form, operation, data);
    }
  };

  const serve = async (operation: Operation, request: SandboxRequest, session: Session | undefined): Promise<SandboxReply> => {
    if (session?.busy === true) return lostIn(answer(failed('会话正在被其他请求使用，网络互斥冲突', 13)));
    if (session) session.busy = true;
    try {
      if (settings.workMs > 0) await pause(settings.workMs);
      const body = readObject(request.body);
      if (!body) return lostIn(answer(failed('参数格式不正确', 8)));
      return await answerWithFaults(
        context,
        { system: 'kingdee', operation, key: keyOf(operation, body) },
        () => lostIn(operate(operation, body)),
        () => lostIn(answer(failed('执行超时，请稍后重试', 4))),
      );
    } finally {
      if (session) session.busy = false;
    }
  };

  const lostIn = (value: unknown): SandboxReply => json(random.chance(settings.textShare) ? withTextSuccess(value) : value);

  return {
    name: 'kingdee',
    mount: '/kingdee',
    async handle(request) {
      const [, service, name] = servicePath.exec(request.path) ?? [];
      if (request.method !== 'POST' || name === undefined) return text('response_error: 服务不存在', 404);
      if (service === 'AuthService' && (name === 'ValidateUser' || name === 'LoginByAppSecret')) {
        const body = readObject(request.body);
        return answerWithFaults(
          context,
          { system: 'kingdee', operation: name, key: '' },
          () => logIn(name, body ?? {}),
          () => logIn(name, {}),
        );
      }
      const operation = operations.find((known) => known === name);
      if (service !== 'DynamicFormService' || !operation) return text('response_error: 服务不存在', 404);
      const entry = sessions.enter(request, request.path);
      switch (entry.kind) {
        case 'lost':
          return json(answer(failed('会话信息已丢失，请重新登录', 1)));
        case 'forged':
          context.ledger.append('bad-sign', 'kingdee', operation, {});
          return json({ errcode: 4002, description: '签名校验失败' }, 519);
        case 'signed':
          return serve(operation, request, undefined);
        case 'session':
          return serve(operation, request, entry.session);
      }
    },
    state: () => summary(bills, sessions),
    async command(deed, body) {
      switch (deed) {
        case 'settings':
          return Object.assign(settings, settingsChange(settingsSchema, body));
        case 'account-set':
          changeAccountSet(deps.set, accountSetChange.parse(body));
          return { ...deps.set, accounts: [...deps.set.accounts] };
        case 'expire-sessions':
          return { ended: sessions.expireAll() };
        case 'bills': {
          const { after, limit } = z.object({ after: z.int().default(0), limit: z.int().default(500) }).parse(body);
          return [...bills.all()].filter((bill) => bill.id > after).slice(0, limit);
        }
        default:
          throw new DeedRefused(`kingdee does not know ${deed}`);
      }
    },
    reset() {
      bills.reset();
      sessions.expireAll();
      Object.assign(settings, settingsSchema.parse({}));
      deps.set = openAccountSet(context.world);
    },
    restore: (record) => bills.restore(record),
  };
}

function readObject(body: Buffer): Data | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}

interface FormCall {
  readonly formId: string;
  readonly data: Data;
}

/** `{"formid":..,"data":..}` or `{"parameters":[..]}`; the data may be JSON text in either. */
function readCall(operation: Operation, body: Data): FormCall {
  const list = parametersOf(body);
  if (list) {
    const [first, second] = list;
    return operation === 'ExecuteBillQuery'
      ? { formId: '', data: readData(first) }
      : { formId: String(first ?? ''), data: readData(second) };
  }
  return { formId: String(body['formid'] ?? body['FormId'] ?? ''), data: readData(body['data']) };
}

function readData(source: unknown): Data {
  try {
    const value: unknown = typeof source === 'string' ? JSON.parse(source) : source;
    return z.record(z.string(), z.unknown()).catch({}).parse(value);
  } catch {
    return {};
  }
}

/** For misbehaviour rules: the number that the caller chose, else the form. */
function keyOf(operation: Operation, body: Data): string {
  const { formId, data } = readCall(operation, body);
  const read = z.object({ Model: z.object({ FBillNo: z.string().optional() }) }).safeParse(data);
  return read.data?.Model.FBillNo ?? formId;
}

/** `"IsSuccess":true` -> `"IsSuccess":"true"`, as some servers answer. */
function withTextSuccess(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner: unknown) =>
    name === 'IsSuccess' && typeof inner === 'boolean' ? String(inner) : inner,
  );
}

/** `doubles`: references that stand on more than one living bill of the same sign. */
function summary(bills: Bills, sessions: Sessions): unknown {
  const groups = new Map<string, Bill[]>();
  let amountFen = 0;
  let count = 0;
  for (const bill of bills.all()) {
    count += 1;
    amountFen += bill.amountFen;
    const key = `${bill.form}|${Math.sign(bill.amountFen)}|${bill.reference}`;
    const same = groups.get(key) ?? [];
    same.push(bill);
    groups.set(key, same);
  }
  const doubles = [...groups.values()].filter((same) => same.length > 1);
  return {
    bills: count,
    amountFen,
    logins: sessions.logins,
    sessions: sessions.living,
    doubles: doubles.map((same) => ({ reference: same[0]?.reference, numbers: same.map((bill) => bill.number) })),
  };
}
