create table account (
  id uuid primary key,
  login text not null unique check (login = lower(login) and login <> ''),
  name text not null,
  password text not null check (password like '$argon2id$%'),
  roles text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin']
  ),
  locale text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table session (
  id_hash bytea primary key check (octet_length(id_hash) = 32),
  account_id uuid not null references account (id) on delete cascade,
  opened_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > opened_at),
  ended_at timestamptz
);
create index session_account on session (account_id);
create index session_expires_at on session (expires_at);
