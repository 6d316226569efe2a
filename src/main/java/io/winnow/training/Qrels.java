package io.winnow.training;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * {@code topic 0 id grade}: a line for each object that was shown; a topic is a session, by its number. A grade is whole: other
 * labels are rounded, those of what served to 1 at least.
 */
record Qrels() implements TextLines {

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return judged.stream().map(judgement -> new Object[]{snapshot.number() + " 0 "
                + TextLines.word(judgement.shown().objectId()) + " " + grade(judgement)}).toList();
    }

    private static BigDecimal grade(Judgement judgement) {
        var whole = judgement.label().setScale(0, RoundingMode.HALF_UP);
        return judgement.isPositive() ? whole.max(BigDecimal.ONE) : whole;
    }
}
