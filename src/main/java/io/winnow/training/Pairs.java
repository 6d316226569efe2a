package io.winnow.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** {@code anchor, positive}: the query with each object that served. */
record Pairs(TextField field) implements Layout {

    @Override
    public List<Column> columns() {
        return List.of(new Column("anchor", Column.Kind.TEXT), new Column("positive", Column.Kind.TEXT));
    }

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        var rows = new ArrayList<Object[]>();
        var texts = new HashSet<String>();
        for (var judgement : judged) {
            var text = judgement.isPositive() ? field.of(judgement, tally) : null;
            if (text != null && texts.add(text)) {
                rows.add(new Object[]{snapshot.query(), text});
            } else if (text != null) {
                tally.rowLeftOut(TextField.SAME);
            }
        }
        return rows;
    }

    @Override
    public boolean takesNegativesAlone() {
        return false;
    }
}
