-- Each shop looks for its own: what waits for a shop that is paused must not be walked through by the others.
create index intake_work_shop_due on intake_work (shop_id, due_at);
drop index intake_work_due;
