package io.winnow.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code query, docs, labels}: the query with all that was shown, from the top down, and the label of each. */
record Lists(TextField texts, boolean isWhole) implements Layout {

    @Override
    public List<Column> columns() {
        return List.of(new Column("query", Column.Kind.TEXT), new Column("docs", Column.Kind.TEXTS),
                new Column("labels", isWhole ? Column.Kind.WHOLE_NUMBERS : Column.Kind.NUMBERS));
    }

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        // Of objects that share a text the largest label.
        var labels = new LinkedHashMap<String, BigDecimal>();
        for (var judgement : judged) {
            var text = texts.of(judgement, tally);
            if (text != null) {
                if (labels.containsKey(text)) {
                    tally.rowLeftOut(TextField.SAME);
                }
                labels.merge(text, judgement.label(), BigDecimal::max);
            }
        }
        // What served may have no text.
        var teaches = snapshot.isIrrelevant() || labels.values().stream().anyMatch(label -> label.signum() > 0);
        return labels.isEmpty() || !teaches
                ? List.of()
                : List.<Object[]>of(new Object[]{snapshot.query(), new ArrayList<>(labels.keySet()),
                        new ArrayList<>(labels.values())});
    }
}
