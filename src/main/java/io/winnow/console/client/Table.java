package io.winnow.console.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells in columns: numbers to the right, the rest to the left. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(heads);
    }

    void row(String... cells) {
        rows.add(cells);
    }

    List<String> lines() {
        var widths = columns().map(column -> rows.stream().mapToInt(row -> row[column].length()).max().orElse(0))
                .toArray();
        var areNumbers = columns().mapToObj(this::isNumbers).toList();
        return rows.stream().map(row -> {
            var line = new StringBuilder();
            columns().forEach(column -> {
                var gap = " ".repeat(widths[column] - row[column].length());
                line.append(areNumbers.get(column) ? gap + row[column] : row[column] + gap).append("  ");
            });
            return line.toString().stripTrailing();
        }).toList();
    }

    private IntStream columns() {
        return IntStream.range(0, rows.get(0).length);
    }

    private boolean isNumbers(int column) {
        return rows.stream().skip(1).allMatch(row -> row[column].matches("-|\\d+"));
    }
}
