import { inTransaction, type Outbox, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Act, AuditLog, Sessions } from '../application/ports.ts';
import { isRole } from '../domain/role.ts';

type ViewerRow = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly locale: string;
  readonly must_change_password: boolean;
};

/** Sessions in SQL of their own: the audit event is written in the same transaction. */
export function sessionStore(pool: Pool, outbox: Outbox): Sessions & AuditLog {
  return {
    open: ({ idHash, account, openedAt, expiresAt }) =>
      inTransaction(pool, async (tx) => {
        await tx.query('insert into session (id_hash, account_id, opened_at, expires_at) values ($1, $2, $3, $4)', [
          idHash,
          account,
          openedAt,
          expiresAt,
        ]);
        await tx.query("delete from session where expires_at < $1::timestamptz - interval '7 days'", [openedAt]);
        await appendAct(outbox, tx, { account, deed: 'signed-in', at: openedAt });
      }),
    viewerOf: async (idHash, now) => {
      const { rows } = await pool.query<ViewerRow>(
        `select a.id, a.login, a.name, a.roles, a.locale, a.must_change_password
           from session s join account a on a.id = s.account_id
          where s.id_hash = $1 and s.ended_at is null and s.expires_at > $2 and a.disabled_at is null`,
        [idHash, now],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      return {
        account: row.id,
        login: row.login,
        name: row.name,
        roles: row.roles.filter(isRole),
        locale: row.locale,
        mustChangePassword: row.must_change_password,
      };
    },
    end: (idHash, now) =>
      inTransaction(pool, async (tx) => {
        const { rows } = await tx.query<{ account_id: string }>(
          'update session set ended_at = $2 where id_hash = $1 and ended_at is null and expires_at > $2 returning account_id',
          [idHash, now],
        );
        for (const row of rows) await appendAct(outbox, tx, { account: row.account_id, deed: 'signed-out', at: now });
      }),
    append: (act) => inTransaction(pool, (tx) => appendAct(outbox, tx, act)),
  };
}

function appendAct(outbox: Outbox, tx: Tx, act: Act): Promise<void> {
  return outbox.append(tx, [
    {
      type: 'hub.gateway.audit-recorded.v1',
      aggregateId: act.account,
      actor: act.account,
      occurredAt: act.at,
      data: {
        auditId: uuidv7(),
        actorKind: 'ACTOR_KIND_PERSON',
        actor: act.account,
        deed: act.deed,
        subjectKind: 'account',
        subjectId: act.account,
        orderId: '',
        details: {},
        actedAt: act.at,
      },
    },
  ]);
}
