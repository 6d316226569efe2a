package io.winnow.training;

import java.util.List;

/** {@code topic 0 id grade}: a line for each object that was shown; a topic is a session, by its number. */
record Qrels() implements TextLines {

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return judged.stream().map(judgement -> new Object[]{snapshot.number() + " 0 "
                + TextLines.word(judgement.shown().objectId()) + " " + TextLines.label(judgement.label())}).toList();
    }
}
