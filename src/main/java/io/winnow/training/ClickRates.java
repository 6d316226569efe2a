package io.winnow.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/** How often what stood at each position of a batch was clicked: what the model {@code coec} expects. */
public final class ClickRates implements ClickModel {
    /** The last stands for all below: pages of results may begin anywhere. */
    private static final int MOST_POSITIONS = 1_000;
    /** Enough for any trainer, and the same on each machine: as binary fractions they could differ in the last digit. */
    private static final MathContext DIGITS = new MathContext(6);

    private final Weights clicks;
    private final long[] shown = new long[MOST_POSITIONS + 1];
    private final long[] clicked = new long[MOST_POSITIONS + 1];

    /** @param weights a type of events that is worth something is a click */
    public ClickRates(Weights weights) {
        clicks = weights.clicks();
    }

    /** Counts a session. Those that are marked irrelevant have no clicks. */
    public void add(Snapshot snapshot) {
        if (snapshot.isIrrelevant()) {
            return;
        }
        clicks.judge(snapshot).forEach(judgement -> {
            var place = place(judgement.shown());
            shown[place]++;
            clicked[place] += judgement.label().intValue();
        });
    }

    @Override
    public List<Judgement> judge(Snapshot snapshot) {
        return clicks.judge(snapshot).stream()
                .map(one -> one.isPositive() ? new Judgement(one.shown(), overExpected(place(one.shown()))) : one)
                .toList();
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    /** The click-through of each position at which anything was shown, from the top. */
    public List<Rate> rates() {
        return IntStream.rangeClosed(1, MOST_POSITIONS).filter(position -> shown[position] > 0)
                .mapToObj(position -> new Rate(position, shown[position], clicked[position])).toList();
    }

    /** How often what stood at a position was shown, and how often it was clicked. */
    public record Rate(int position, long shown, long clicked) {}

    private static int place(Shown shown) {
        return Math.min(shown.position(), MOST_POSITIONS);
    }

    private BigDecimal overExpected(int place) {
        return BigDecimal.valueOf(shown[place]).divide(BigDecimal.valueOf(clicked[place]), DIGITS);
    }
}
