package io.winnow.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        var positives = texts(judged, true, tally);
        var negatives = texts(judged, false, tally);
        // What served and did not serve teaches nothing: variants may share a title.
        negatives.removeIf(negative -> {
            var isBoth = positives.contains(negative);
            if (isBoth) {
                tally.rowLeftOut(TextField.SAME);
            }
            return isBoth;
        });
        var rows = new ArrayList<Object[]>();
        for (var positive : positives) {
            negatives.stream().limit(most)
                    .forEach(negative -> rows.add(new Object[]{snapshot.query(), positive, negative}));
        }
        return rows;
    }

    /** The texts of what served, or of what did not, each once. */
    private Set<String> texts(List<Judgement> judged, boolean positive, Tally tally) {
        var found = new LinkedHashSet<String>();
        for (var judgement : judged) {
            var text = judgement.isPositive() == positive ? texts.of(judgement, tally) : null;
            if (text != null && !found.add(text)) {
                tally.rowLeftOut(TextField.SAME);
            }
        }
        return found;
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
