package io.winnow.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** A line a row. */
record TextRows(OutputStream to) implements RowWriter {

    @Override
    public void write(Object[] row) throws IOException {
        to.write(((String) row[0]).getBytes(UTF_8));
        to.write('\n');
    }

    @Override
    public void close() {
        // All is written.
    }
}
