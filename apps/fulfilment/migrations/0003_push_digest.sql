-- The same words again are the same push: a recording that is played back, or a sender that did not hear the answer.
alter table push add column digest bytea;
create unique index push_once on push (system, account, method, digest);
