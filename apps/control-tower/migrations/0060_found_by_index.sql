-- Rows that a file told of give way to the orders themselves. Found by their own id, with no weight on the numbers of real orders.
create index order_search_imported on order_search (order_id) where order_id like 'IM.%';
create index import_fact_order on import_fact (order_id) where not sample;
-- Asked for each second.
create index bulk_job_open on bulk_job (id) where finished_at is null;
-- What was due on a day, done or not: the days that are over are counted anew while facts still come.
create index work_item_due on work_item (due_at);
