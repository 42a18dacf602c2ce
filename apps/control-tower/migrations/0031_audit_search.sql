-- Which context recorded the act; entries from before this column say nothing of it.
alter table audit_entry add column source text not null default '';
create index audit_entry_deed on audit_entry (deed, position desc);
create index audit_entry_subject on audit_entry (subject_id, position desc);
