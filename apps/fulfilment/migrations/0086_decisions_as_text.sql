-- What a decision weighed is written for each order and looked at for few: as jsonb, taken apart and compressed for each row, it was half of
-- what Postgres did for a plan. New rows say it in a text of lists (`weighed`); the rows of before keep theirs.
alter table sourcing_decision add column weighed text, alter column candidates drop not null;
alter table sourcing_decision add constraint sourcing_decision_explained check (candidates is not null or weighed is not null) not valid;
