package io.winnow.telemetry;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What there is to scrape, series by series. */
record Exposed(List<PromQl.Selector> series) {
    private static final Pattern SERIES = Pattern.compile("([a-z_]\\w*)(\\{[^}]*\\})? \\S+");
    private static final Pattern ROW = Pattern.compile("\\| (`winnow_.*?) \\| (.*) \\|");
    private static final Pattern METER = Pattern.compile("`(\\w+)(?:\\{(\\w+)(?:,\\w+)*\\})?`");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");
    /** What Prometheus makes of a scrape, and of the alerts. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    static Exposed of(String metrics) {
        return new Exposed(metrics.lines().map(SERIES::matcher).filter(line -> line.matches())
                .map(line -> PromQl.selectors(line.group(1) + (line.group(2) == null ? "" : line.group(2))))
                .flatMap(Set::stream).toList());
    }

    boolean has(PromQl.Selector wanted) {
        return OF_PROMETHEUS.contains(wanted.name()) || series.stream().anyMatch(there -> there.name()
                .equals(wanted.name()) && there.labels().entrySet().containsAll(wanted.labels().entrySet()));
    }

    /** The names of our meters, each with its outcomes or checks. */
    Map<String, Set<String>> ours() {
        return series.stream().filter(meter -> meter.name().startsWith("winnow_"))
                .collect(toMap(meter -> meter.name().replaceAll("_seconds_(count|sum|max|bucket)$", "_seconds"),
                        meter -> words(meter.labels()), Exposed::both));
    }

    /** The same as a table of the documentation says it. */
    static Map<String, Set<String>> documented(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(ROW::matcher).filter(row -> row.matches())
                    .flatMap(row -> METER.matcher(row.group(1)).results().map(meter -> Map.entry(meter.group(1),
                            meter.group(2) == null ? Set.<String>of() : words(meter.group(2), row.group(2)))))
                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, Exposed::both));
        }
    }

    private static Set<String> words(Map<String, String> labels) {
        return Stream.of("outcome", "check").map(labels::get).filter(word -> word != null)
                .collect(toCollection(TreeSet::new));
    }

    /** Refusals have no list of their own: it is the catalogue of errors. */
    private static Set<String> words(String label, String explanation) {
        return label.equals("status")
                ? Set.of()
                : WORD.matcher(explanation.replaceAll("\\(see [^)]*\\)", "")).results().map(word -> word.group(1))
                        .collect(toCollection(TreeSet::new));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return Stream.of(some, others).flatMap(Set::stream).collect(toCollection(TreeSet::new));
    }
}
