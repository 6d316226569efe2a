package io.winnow.export;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.winnow.batch.SnapshotLines;
import io.winnow.training.ClickRates;
import io.winnow.training.Lessons;
import io.winnow.training.Recipe;
import io.winnow.training.TimeCut;

/** What must be known of the whole of a batch before the first row can be made. */
record WholeBatch(ClickRates rates, TimeCut times) {

    /** Goes through the batch up to a session number, where the recipe needs that. */
    static Uni<WholeBatch> known(SnapshotLines lines, long batchId, int last, Recipe recipe) {
        var whole = new WholeBatch(new ClickRates(), new TimeCut());
        var looked = recipe.needsRates() || recipe.needsTimes()
                ? new Walk(lines, batchId, 0, last).snapshots(List.of(whole.rates::add, whole.times::add))
                : Uni.createFrom().voidItem();
        return looked.replaceWith(whole);
    }

    Lessons lessons(Recipe recipe) {
        return new Lessons(recipe, rates, times.from(recipe.testShare()));
    }
}
