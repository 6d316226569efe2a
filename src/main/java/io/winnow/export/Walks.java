package io.winnow.export;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.batch.SnapshotLines;
import io.winnow.training.ClickRates;
import io.winnow.training.Recipe;
import io.winnow.training.TimeCut;

/** Begins walks through batches. */
@ApplicationScoped
class Walks {
    private final SnapshotLines lines;
    private final Duration patience;

    Walks(SnapshotLines lines, ExportConfig config) {
        this.lines = lines;
        patience = config.mostWait();
    }

    /** The batch that is asked for, as it is now; fails with 404 when there is none. */
    static Uni<Batch> batch(ExportRequest request) {
        return Panache.withSession(() -> Batch.existing(request.batchId()));
    }

    /** Behind the one session number, up to and with the other. */
    Walk walk(long batchId, int after, int last) {
        return new Walk(lines, batchId, after, last, patience);
    }

    /** Goes through the batch up to a session number, where the recipe needs to know of the whole. */
    Uni<WholeBatch> whole(long batchId, int last, Recipe recipe) {
        var whole = new WholeBatch(new ClickRates(recipe.weights()), new TimeCut());
        var looked = recipe.needsRates() || recipe.needsTimes()
                ? walk(batchId, 0, last).snapshots(List.of(whole.rates()::add, whole.times()::add))
                : Uni.createFrom().voidItem();
        return looked.replaceWith(whole);
    }
}
