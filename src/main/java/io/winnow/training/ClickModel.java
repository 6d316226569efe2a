package io.winnow.training;

import java.util.List;

/** How labels follow from what the user did. */
public interface ClickModel {

    /** The names of the models, as an option takes them. */
    enum Name {
        /** 1 for what has an event (where weights are given: one whose type is worth something), 0 for the rest. */
        clicks,
        /** As {@code clicks}, down to the lowest click: what stands below it was perhaps not seen, and says nothing. */
        cascade,
        /** The largest weight among the types of its events, 0 without any. */
        weights,
        /** Clicks over expected clicks: 1 over the share of clicks at its position in the batch, 0 without a click. */
        coec
    }

    /** Labels for what was shown, from the top down; what it says nothing of is left out. */
    List<Judgement> judge(Snapshot snapshot);

    /** Whether all labels are whole numbers. */
    default boolean isWhole() {
        return true;
    }
}
