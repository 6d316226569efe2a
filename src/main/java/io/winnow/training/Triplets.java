package io.winnow.training;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code anchor, positive, negative}: the query with each object that served beside those that did not, from the top down:
 * what was shown first and passed over is the hardest to tell from what served.
 *
 * @param most how many negatives a positive is put beside, at most
 */
record Triplets(TextField texts, int most) implements Layout {

    @Override
    public List<Column> columns() {
        return List.of(new Column("anchor", Column.Kind.TEXT), new Column("positive", Column.Kind.TEXT),
                new Column("negative", Column.Kind.TEXT));
    }

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        var positives = new ArrayList<String>();
        var negatives = new ArrayList<String>();
        for (var judgement : judged) {
            var text = texts.of(judgement, tally);
            if (text != null) {
                (judgement.isPositive() ? positives : negatives).add(text);
            }
        }
        var rows = new ArrayList<Object[]>();
        for (var positive : positives) {
            for (var negative : negatives.subList(0, Math.min(most, negatives.size()))) {
                rows.add(new Object[]{snapshot.query(), positive, negative});
            }
        }
        return rows;
    }

    @Override
    public boolean takesNegativesAlone() {
        return false;
    }

    @Override
    public String lack(List<Judgement> judged) {
        return judged.stream().allMatch(Judgement::isPositive) ? "no_negative" : "no_text";
    }
}
