package io.winnow.training;

import java.util.List;

/** How many lines of {@link LightGbm} belong to each session, a line each. */
record Groups() implements TextLines {

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return judged.isEmpty() ? List.of() : List.<Object[]>of(new Object[]{Integer.toString(judged.size())});
    }

    @Override
    public boolean needsQuery() {
        return false;
    }
}
