-- How a session and an event look outside: one definition for every answer and every snapshot. The types give the
-- fields' names and order, row_to_json their text, without white space.
create type session_document as (
    session_id text, search_query text, search_results json, search_meta json, payload_filter json, sort_by json,
    user_id text, created_at bigint, is_payload_search boolean, is_irrelevant boolean);

create type event_document as (
    event_id text, object_id text, event_type text, created_at bigint, meta json);

create function document(s session) returns json language sql stable as $$
    select row_to_json(row(s.session_id, s.search_query, s.search_results, s.search_meta, s.payload_filter, s.sort_by,
                           s.user_id, s.created_at, s.is_payload_search, s.is_irrelevant)::session_document)
$$;

create function document(e session_event) returns json language sql stable as $$
    select row_to_json(row(e.event_id, e.object_id, e.event_type, e.created_at, e.meta)::event_document)
$$;
