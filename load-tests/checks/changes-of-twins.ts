/** When, and in which transaction, the tower told that the row of an order changed; one event tells of many orders. */
export const changesOfTwins = `(
    select change ->> 'orderId' as order_id, (change ->> 'version')::bigint as version, recorded_at, outbox.xmin as written_by
    from outbox, string_to_table(elements, e'\\n') element, json_array_elements(element::json -> 'data' -> 'changes') change
    where type = 'hub.tower.twin-changed.v1')`;
