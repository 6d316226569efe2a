package io.winnow.training;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code label, value, value}, divided by tabs: a line for each object that was shown; {@code nan} where it lacks a feature. */
record LightGbm(List<String> features) implements TextLines {

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return judged.stream().map(judgement -> new Object[]{Stream
                .concat(Stream.of(TextLines.label(judgement.label())), values(judgement.shown()))
                .collect(Collectors.joining("\t"))}).toList();
    }

    @Override
    public boolean needsQuery() {
        return false;
    }

    private Stream<String> values(Shown shown) {
        return features.stream().map(shown::feature).map(value -> value == null ? "nan" : TextLines.number(value));
    }
}
