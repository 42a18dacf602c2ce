-- A number that the warehouse brought is known at once and told to the carrier afterwards (C-04).
alter table parcel drop constraint parcel_waybill_check;
alter table parcel add constraint parcel_waybill_check check (waybill in ('NOT_WANTED', 'WANTED', 'ANNOUNCING', 'NUMBERED', 'REFUSED'));
alter table parcel drop constraint parcel_check;
alter table parcel add constraint parcel_numbered check ((waybill in ('ANNOUNCING', 'NUMBERED')) = (tracking_number is not null));
drop index parcel_wanted;
create index parcel_wanted on parcel (next_try_at) where waybill in ('WANTED', 'ANNOUNCING');
