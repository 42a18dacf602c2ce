-- A password that somebody else made was told to a person by mail or voice: it is good for a day.
alter table account add column password_ends_at timestamptz;
update account set password_ends_at = now() + interval '24 hours' where must_change_password;
