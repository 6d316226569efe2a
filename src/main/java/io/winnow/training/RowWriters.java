package io.winnow.training;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Which writer writes a recipe's rows. */
public final class RowWriters {
    private RowWriters() {}

    /** A writer to a stream in memory. */
    public static RowWriter of(Recipe recipe, Lessons lessons, OutputStream to) {
        try {
            return switch (recipe.format()) {
                case pairs, triplets, lists -> new JsonRows(to, lessons.columns());
                case svmlight, lightgbm, groups, qrels, topics -> new TextRows(to);
                case parquet -> new ParquetRows(to, lessons.columns());
                case sessions -> throw new IllegalArgumentException("Sessions are lines already");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
