-- History from files waits in a line of its own. A file's orders come by the hundred thousand, and taken with the news of the day
-- they held its rows for minutes.
create table history_line (
  seq bigint generated always as identity primary key,
  event text not null
);
alter table history_line alter column event set storage external;
-- In this collation the key's own index answers beginnings too, and each number is written into one index less.
alter table order_search alter column term type text collate "C";
drop index order_search_prefix;
