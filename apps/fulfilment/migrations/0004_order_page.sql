-- When the WMS was first asked to stop a part, and when it answered.
alter table stop_part add column asked_at timestamptz, add column answered_at timestamptz;

-- A person may ask a carrier for one parcel's way only so often.
create table trace_question (
  parcel_id text primary key references parcel,
  asked_at timestamptz not null,
  asked_by text not null
);
