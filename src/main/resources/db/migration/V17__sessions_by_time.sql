-- Scheduling by a criterion walks through the sessions of a span of time, a page after the other. A page begins behind the
-- last session of the one before it, which times alone don't name: many sessions are of the same second.
create index session_by_time on session (created_at, session_id);
