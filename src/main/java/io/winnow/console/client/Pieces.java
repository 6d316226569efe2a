package io.winnow.console.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of lines into pieces of whole lines, each the body of a call. Why not one call for all: Java's HTTP client
 * reads nothing of an answer before it has sent the whole body (tried on 17 and 25, HTTP/1.1), while the service answers as it
 * goes and reads no further than it is listened to: with enough rejected lines each would wait for the other. And a connection
 * that breaks costs a piece only.
 */
final class Pieces {
    /** So much the service reads ahead, whether its answer is read or not. Of a longer line the answer is short. */
    static final int MOST_BYTES = 512 * 1024;
    /** The service takes less than half of it, and says so of what is between. */
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
    record Piece(byte[] bytes, int lines, long before) {}

    Pieces(InputStream in) {
        this.in = in;
    }

    /** The next piece, of no lines when there are no more. */
    Piece next() throws IOException {
        while (true) {
            fill();
            var end = 0;
            var count = 0;
            for (var i = 0; i < size; i++) {
                if (buffer[i] == '\n') {
                    end = i + 1;
                    count++;
                }
            }
            if (isAtEnd && end < size) {
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
        size -= end;
        // As long as at first, though a long line made it grow: what is behind that line may be longer still.
        buffer = Arrays.copyOf(Arrays.copyOfRange(buffer, end, end + size), Math.max(MOST_BYTES, size));
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
