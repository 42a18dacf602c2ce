-- Times that few orders have. A BRIN index is no help to the planner for a column that is empty nearly everywhere, and one such column in a reading
-- of a day made it read every order.
create index order_figure_stop on order_figure (stop_at) where stop_at is not null;
create index order_figure_late_fact on order_figure (late_fact_at) where late_fact_at is not null;
