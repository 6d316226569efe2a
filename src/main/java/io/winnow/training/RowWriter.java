package io.winnow.training;

import java.io.Closeable;
import java.io.IOException;

/** Writes rows to a stream. What it holds back it writes when it is closed. */
public interface RowWriter extends Closeable {

    /** Writes a row: a value for each column. */
    void write(Object[] row) throws IOException;
}
