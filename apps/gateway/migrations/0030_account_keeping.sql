-- A password that somebody else made opens nothing but the door where its owner sets one.
alter table account add column must_change_password boolean not null default false;
create index session_open on session (account_id) where ended_at is null;
