package io.winnow.console.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of lines into pieces of whole lines, each the body of a call. Why not one call for all: Java's HTTP client
 * reads nothing of an answer before it has sent the whole body (tried on 17 and 25, with HTTP/1.1), while the service answers
 * as it goes, so that with enough rejected lines each would wait for the other. And a connection that breaks costs a piece.
 */
final class Pieces {
    /** What the answer to so many lines comes to fits into the buffers between the service and us. */
    static final int MOST_LINES = 1_000;
    private static final int MOST_BYTES = 1024 * 1024;
    /** No session is allowed to be longer than a fraction of this. */
    private static final int LONGEST_LINE = 32 * 1024 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[MOST_BYTES];
    private int size;
    private boolean isAtEnd;
    private long lines;

    /**
     * Whole lines.
     *
     * @param before how many lines come before it
     */
    record Piece(byte[] bytes, int lines, long before) {

        /** What is left of it behind so many of its lines. */
        Piece behind(int count) {
            var from = 0;
            for (var passed = 0; passed < count && from < bytes.length; from++) {
                passed += bytes[from] == '\n' ? 1 : 0;
            }
            return new Piece(Arrays.copyOfRange(bytes, from, bytes.length), lines - count, before + count);
        }
    }

    Pieces(InputStream in) {
        this.in = in;
    }

    /** The next piece, of no lines when there are no more. */
    Piece next() throws IOException {
        while (true) {
            fill();
            var end = 0;
            var count = 0;
            for (var i = 0; i < size && count < MOST_LINES; i++) {
                if (buffer[i] == '\n') {
                    end = i + 1;
                    count++;
                }
            }
            if (isAtEnd && end < size && count < MOST_LINES) {
                // The last line of a file may lack its line feed.
                end = size;
                count++;
            }
            if (end > 0 || isAtEnd) {
                return cut(end, count);
            }
            grow();
        }
    }

    private void fill() throws IOException {
        if (!isAtEnd && size < buffer.length) {
            size += in.readNBytes(buffer, size, buffer.length - size);
            isAtEnd = size < buffer.length;
        }
    }

    private Piece cut(int end, int count) {
        var piece = new Piece(Arrays.copyOf(buffer, end), count, lines);
        System.arraycopy(buffer, end, buffer, 0, size - end);
        size -= end;
        lines += count;
        return piece;
    }

    private void grow() throws IOException {
        if (buffer.length >= LONGEST_LINE) {
            throw new IOException("line " + (lines + 1) + " is longer than " + Pace.bytes(LONGEST_LINE));
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
}
