package io.winnow.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

/** The fastest way in which PostgreSQL hands a batch out. */
final class Copy {
    private static final double MEGA = 1_000_000;

    private Copy() {}

    /** Megabytes a second of {@code COPY} of the batch's content. */
    static double of(String batch, Connection connection) throws SQLException, IOException {
        var began = System.nanoTime();
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
        return bytes[0] / MEGA / ((System.nanoTime() - began) / 1e9);
    }
}
