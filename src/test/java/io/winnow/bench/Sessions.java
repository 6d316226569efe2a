package io.winnow.bench;

import java.util.HexFormat;

/**
 * Stored sessions: every so many-th of a kind. Their ids begin with what looks random, as ids do that clients make: in an index
 * no two of a kind that follow each other are neighbours, and those of other kinds lie between.
 *
 * @param kind tells those of one purpose from others
 * @param count how many there are of them
 * @param step how far they are apart
 */
record Sessions(String kind, int count, int step) {
    /** Two to the 32nd, divided by the golden ratio. */
    private static final long SCATTER = 2_654_435_761L;

    /** All that were made of a kind. */
    static Sessions all(String kind, int count) {
        return new Sessions(kind, count, 1);
    }

    /** One of them, counted from 0, and again from the first behind the last. */
    String id(int number) {
        return id(kind, 1 + number % count * step);
    }

    /** PostgreSQL's query for their ids. Not an array: one that is no constant is looked through for each row. */
    String ids() {
        return "select %s from generate_series(1, %d, %d) i".formatted(idOf(kind, "i"), (long) count * step,
                step);
    }

    /** The id of the session of this number, from 1. */
    static String id(String kind, int number) {
        return HexFormat.of().toHexDigits((int) ((number + kind.hashCode()) * SCATTER)) + "-" + kind + "-" + number;
    }

    /** PostgreSQL's expression for the same. */
    static String idOf(String kind, String number) {
        return "lpad(to_hex((%s::bigint + (%d)) * %d & 4294967295), 8, '0') || '-%s-' || %1$s".formatted(number,
                kind.hashCode(),
                SCATTER, kind);
    }
}
