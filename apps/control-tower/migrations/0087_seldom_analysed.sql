-- Facts and search terms are found by their keys and never by what else stands in them. While they grow they were read for statistics each minute,
-- facts with every column: a quarter of a second for 120,000 of them, a third of a round of vacuum and analyse here.
alter table fact
  alter column event_id set statistics 0,
  alter column type set statistics 0,
  alter column system set statistics 0,
  alter column actor set statistics 0,
  alter column received_at set statistics 0,
  alter column recorded_at set statistics 0,
  alter column raw_ref set statistics 0,
  alter column data set statistics 0,
  alter column told set statistics 0;
alter table fact set (autovacuum_analyze_scale_factor = 0.5);
alter table order_search set (autovacuum_analyze_scale_factor = 0.5);
