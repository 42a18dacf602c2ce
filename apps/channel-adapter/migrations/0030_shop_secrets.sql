-- Credentials that a person replaced are the hub's own from then on: the deployment's no longer count.
alter table shop add column secrets_replaced_at timestamptz, add column secrets_replaced_by text not null default '';
