package io.winnow.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What PostgreSQL holds at the end, read by plain JDBC.
 *
 * @param rows snapshots by session, in the order of their batches
 * @param changes the event ids of each session that there is, and {@link Track#MARK} where it is marked irrelevant
 */
record Stored(Map<Long, Batch> batches, Map<String, List<Row>> rows, Map<String, Set<String>> changes) {

    record Batch(long id, String status, int sessions, long events, String releaseId, Instant releasedAt,
            String announcement) {
        boolean isReleased() {
            return status.equals("released");
        }
    }

    record Row(long batch, int number, String session, int version) {}

    static Stored read(Connection connection) throws SQLException {
        var batches = new TreeMap<Long, Batch>();
        var rows = new HashMap<String, List<Row>>();
        var changes = new HashMap<String, Set<String>>();
        try (var statement = connection.createStatement()) {
            var found = statement.executeQuery("""
                    select batch_id, status, session_count, event_count, release_id, released_at, announcement_id
                    from batch""");
            while (found.next()) {
                var at = found.getTimestamp(6);
                batches.put(found.getLong(1), new Batch(found.getLong(1), found.getString(2), found.getInt(3),
                        found.getLong(4), found.getString(5), at == null ? null : at.toInstant(), found.getString(7)));
            }
            found = statement.executeQuery(
                    "select batch_id, session_number, session_id, version from batch_session");
            while (found.next()) {
                var row = new Row(found.getLong(1), found.getInt(2), found.getString(3), found.getInt(4));
                rows.computeIfAbsent(row.session(), key -> new ArrayList<>()).add(row);
            }
            found = statement.executeQuery("""
                    select session_id, event_id from session left join session_event using (session_id)
                    union all select session_id, '%s' from session where is_irrelevant""".formatted(Track.MARK));
            while (found.next()) {
                var changesOfSession = changes.computeIfAbsent(found.getString(1), key -> new HashSet<>());
                Optional.ofNullable(found.getString(2)).ifPresent(changesOfSession::add);
            }
        }
        rows.values().forEach(list -> list.sort(Comparator.comparingLong(Row::batch)));
        return new Stored(batches, rows, changes);
    }

    List<Row> rows(String session) {
        return rows.getOrDefault(session, List.of());
    }
}
