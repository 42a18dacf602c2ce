-- Whether a push asked for it: what only polls find says that pushes have stopped.
alter table intake_work add column pushed boolean not null default false;
