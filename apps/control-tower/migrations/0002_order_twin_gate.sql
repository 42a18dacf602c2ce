-- Lists and counts of one gate: the orders on their way are few among all that ever were.
create index order_twin_at_gate on order_twin (current_gate, placed_at desc, id desc) where current_gate <= 7;
drop index order_twin_gate;
