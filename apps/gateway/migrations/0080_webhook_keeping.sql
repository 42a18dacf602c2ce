-- When it was told that no key of the partner may keep webhooks any more; null while one may, and for a partner that never had one.
alter table partner add column webhooks_ended_at timestamptz;
