-- Refunds are looked for beside orders: a cancel must not stand behind ten thousand of them.
create index intake_work_shop_kind_due on intake_work (shop_id, kind, due_at);
drop index intake_work_shop_due;
