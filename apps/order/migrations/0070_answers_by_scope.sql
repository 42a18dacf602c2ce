-- Answers stand by whose key it is now, in a table that all services have alike. Rows of bulk jobs that are under way keep theirs; the old
-- table stays for a process of the release before that still runs.
insert into kept_answer (scope, key, command, print, answer, answered_at)
select 'tower', idempotency_key, 'bulk', body_hash, answer, answered_at from command_answer where idempotency_key like 'bulk %' on conflict do nothing;
