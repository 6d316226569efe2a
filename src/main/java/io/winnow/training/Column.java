package io.winnow.training;

import java.util.List;

/**
 * A column of a table.
 *
 * @param fields of {@link Kind#OBJECTS}: what each of them has
 */
public record Column(String name, Kind kind, List<Column> fields) {

    Column(String name, Kind kind) {
        this(name, kind, List.of());
    }

    /** What stands in a column. */
    public enum Kind {
        /** A {@link String}. */
        TEXT,
        /** A {@link String} or {@code null}. */
        OPTIONAL_TEXT,
        /** JSON of any kind, as text, or {@code null}. */
        JSON,
        /** A {@link Boolean}. */
        FLAG,
        /** A {@link Number} without a fraction. */
        INTEGER,
        /** A {@link Number} or {@code null}. */
        NUMBER,
        /** A list of {@link String}. */
        TEXTS,
        /** A list of {@link java.math.BigDecimal}, all whole. */
        WHOLE_NUMBERS,
        /** A list of {@link java.math.BigDecimal}. */
        NUMBERS,
        /** A list of rows, with a value for each field. */
        OBJECTS
    }
}
