package io.winnow.training;

import java.util.List;

/** {@code topic, query}, divided by a tab: the topics of {@link Qrels}. */
record Topics() implements TextLines {

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return judged.isEmpty()
                ? List.of()
                : List.<Object[]>of(new Object[]{snapshot.number() + "\t" + TextLines.line(snapshot.query())});
    }
}
