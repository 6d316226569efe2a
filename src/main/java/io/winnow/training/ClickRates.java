package io.winnow.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/** How often what stood at each position of a batch was clicked: what the model {@code coec} expects. */
public final class ClickRates implements ClickModel {
    /** A session has at most so many results. */
    private static final int MOST_POSITIONS = 1_000;
    /** Enough for any trainer, and the same on each machine: as binary fractions they could differ in the last digit. */
    private static final MathContext DIGITS = new MathContext(6);

    private final long[] shown = new long[MOST_POSITIONS + 1];
    private final long[] clicked = new long[MOST_POSITIONS + 1];

    /** Counts a session. Those that are marked irrelevant have no clicks. */
    public void add(Snapshot snapshot) {
        if (snapshot.isIrrelevant()) {
            return;
        }
        Weights.ANY.judge(snapshot).forEach(judgement -> {
            shown[judgement.shown().position()]++;
            clicked[judgement.shown().position()] += judgement.label().intValue();
        });
    }

    @Override
    public List<Judgement> judge(Snapshot snapshot) {
        return Weights.ANY.judge(snapshot).stream()
                .map(one -> one.isPositive() ? new Judgement(one.shown(), overExpected(one.shown().position())) : one)
                .toList();
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    /** The click-through of each position, from the first to the last that was shown. */
    public List<Rate> rates() {
        var last = MOST_POSITIONS;
        while (last > 0 && shown[last] == 0) {
            last--;
        }
        return IntStream.rangeClosed(1, last)
                .mapToObj(position -> new Rate(position, shown[position], clicked[position])).toList();
    }

    /** How often what stood at a position was shown, and how often it was clicked. */
    public record Rate(int position, long shown, long clicked) {}

    private BigDecimal overExpected(int position) {
        return BigDecimal.valueOf(shown[position]).divide(BigDecimal.valueOf(clicked[position]), DIGITS);
    }
}
