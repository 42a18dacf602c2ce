#!/bin/sh
# Run once by the Postgres image on an empty volume: one database per service, named as npm start names them.
set -eu
for app in channel_adapter order inventory fulfilment finance_reconciliation control_tower messenger gateway; do
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -c "create database orderloom_$app"
done
