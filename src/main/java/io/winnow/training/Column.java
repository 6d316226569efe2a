package io.winnow.training;

/** A column of a table: its name and what stands in it. */
public record Column(String name, Kind kind) {

    /** What stands in a column. */
    public enum Kind {
        /** A {@link String}. */
        TEXT,
        /** A {@link Number} without a fraction. */
        INTEGER,
        /** A list of {@link String}. */
        TEXTS,
        /** A list of {@link java.math.BigDecimal}, all whole. */
        WHOLE_NUMBERS,
        /** A list of {@link java.math.BigDecimal}. */
        NUMBERS
    }
}
