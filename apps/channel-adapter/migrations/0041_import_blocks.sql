-- Blocks of files are sealed where they lie, written one by one and unread by anybody but the import: no rows of the raw archive.
truncate import_block;
alter table import_block drop column raw_id;
alter table import_block add column sealed bytea not null;
alter table import_block alter column sealed set storage external;
