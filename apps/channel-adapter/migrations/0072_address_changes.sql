-- For which change an address was sealed, and when: a call that comes again after a lost answer goes on with the first copy.
alter table own_address add column change_id text not null default '';
alter table own_address add column begun_at timestamptz not null default now();
create index own_address_change on own_address (change_id, begun_at) where change_id <> '';
