-- Programs that build on the hub. A partner is a company or a system, never a person: the contact is a role there.
create table partner (
  id uuid primary key,
  name text not null unique check (name <> ''),
  contact_role text not null,
  created_at timestamptz not null
);

create table partner_key (
  id text primary key check (id ~ '^[0-9A-Za-z]{12}$'),
  partner_id uuid not null references partner (id),
  label text not null,
  environment text not null check (environment in ('live', 'test')),
  scopes text[] not null check (cardinality(scopes) > 0),
  requests_per_minute integer not null check (requests_per_minute > 0),
  cost_per_minute integer not null check (cost_per_minute > 0),
  created_at timestamptz not null,
  created_by text not null,
  ends_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index partner_key_partner on partner_key (partner_id);

-- SHA-256 without salt or stretching: a secret has 256 random bits, so there is no dictionary to walk.
create table partner_key_secret (
  key_id text not null references partner_key (id),
  hash bytea not null check (octet_length(hash) = 32),
  made_at timestamptz not null,
  -- Absent: the secret in force. Set: an older one of a rotation, good until then.
  ends_at timestamptz,
  primary key (key_id, hash)
);
create unique index partner_key_secret_in_force on partner_key_secret (key_id) where ends_at is null;
