package io.winnow.batch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/**
 * A snapshot as a line of JSON, put together as function {@code snapshot_line} (V16) does. Here, since PostgreSQL would copy it
 * several times: its parts come in UTF-8 and pass to the wire as they are.
 */
final class SnapshotLine {

    private static final byte[] EVENTS = ",\"events\":".getBytes(US_ASCII);
    private static final byte[] EVENT_COUNT = ",\"event_count\":".getBytes(US_ASCII);
    private static final byte[] SESSION_NUMBER = ",\"session_number\":".getBytes(US_ASCII);
    /** Both numbers and the last brace. */
    private static final int MOST_BEHIND = 2 * 10 + 1;

    private SnapshotLine() {}

    /** At most how many octets a row's line has. */
    static int most(Row row) {
        return row.getBuffer("session").length() + row.getBuffer("events").length() + EVENTS.length + EVENT_COUNT.length
                + SESSION_NUMBER.length + MOST_BEHIND;
    }

    /** Appends the line of a row with session, events, event_count and session_number. */
    static void append(Buffer to, Row row) {
        var session = row.getBuffer("session");
        to.appendBuffer(session, 0, session.length() - 1)
                .appendBytes(EVENTS).appendBuffer(row.getBuffer("events"))
                .appendBytes(EVENT_COUNT).appendString(row.getInteger("event_count").toString())
                .appendBytes(SESSION_NUMBER).appendString(row.getInteger("session_number").toString())
                .appendByte((byte) '}');
    }
}
