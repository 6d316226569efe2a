package io.winnow.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

/** The fastest way in which PostgreSQL hands a batch out. */
final class Copy {
    private Copy() {}

    /** How many bytes {@code COPY} of the batch's content has. */
    static long of(String batch, Connection connection) throws SQLException, IOException {
        var bytes = new long[1];
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(
                "copy (select session, events from batch_session where batch_id = " + batch
                        + " order by session_number) to stdout",
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        bytes[0]++;
                    }

                    @Override
                    public void write(byte[] some, int from, int count) {
                        bytes[0] += count;
                    }
                });
        return bytes[0];
    }
}
