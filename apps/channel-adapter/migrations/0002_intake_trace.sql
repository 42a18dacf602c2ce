-- The trace of the push that woke the work: what follows from it belongs to it.
alter table intake_work add column traceparent text not null default '';
