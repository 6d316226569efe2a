package io.winnow.importing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a body that comes in parts into lines, numbered from 1. What it holds between two parts is the beginning of one
 * line, up to the longest that is taken: of a longer one it only counts on until its end.
 */
final class Lines {
    /** A session of 2 MiB, 8 MiB of events, and the names of their fields. */
    static final int LONGEST = 12 * 1024 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean isTooLong;
    private long number = 1;

    /**
     * A line that is not blank.
     *
     * @param octets without its end; {@code null} when there were too many
     */
    record Line(long number, byte[] octets) {}

    /** The lines that end in the next part of the body. */
    List<Line> next(byte[] part) {
        var lines = new ArrayList<Line>();
        var from = 0;
        for (var i = 0; i < part.length; i++) {
            if (part[i] == '\n') {
                add(part, from, i);
                end(lines);
                number++;
                from = i + 1;
            }
        }
        add(part, from, part.length);
        return lines;
    }

    /** The last line, where it has no end. */
    List<Line> rest() {
        var lines = new ArrayList<Line>();
        if (begun.size() > 0 || isTooLong) {
            end(lines);
            number++;
        }
        return lines;
    }

    /** How many lines have ended. */
    long ended() {
        return number - 1;
    }

    /** How many octets are held. */
    int held() {
        return begun.size();
    }

    private void add(byte[] part, int from, int to) {
        if (isTooLong || begun.size() + to - from > LONGEST) {
            isTooLong = true;
            begun = new ByteArrayOutputStream();
        } else {
            begun.write(part, from, to - from);
        }
    }

    private void end(List<Line> lines) {
        var octets = begun.toByteArray();
        if (isTooLong) {
            lines.add(new Line(number, null));
        } else {
            var bare = number == 1 ? withoutMark(octets) : octets;
            if (!isBlank(bare)) {
                lines.add(new Line(number, bare));
            }
        }
        isTooLong = false;
        if (octets.length > LONGEST / 10) {
            // Its array stays as long as the longest line was.
            begun = new ByteArrayOutputStream();
        } else {
            begun.reset();
        }
    }

    /** The carriage return of a CRLF is white space to JSON too. */
    private static boolean isBlank(byte[] octets) {
        for (var octet : octets) {
            if (octet != ' ' && octet != '\t' && octet != '\r') {
                return false;
            }
        }
        return true;
    }

    private static byte[] withoutMark(byte[] octets) {
        var isMarked = octets.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(octets, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return isMarked
                ? Arrays.copyOfRange(octets, BYTE_ORDER_MARK.length, octets.length)
                : octets;
    }
}
