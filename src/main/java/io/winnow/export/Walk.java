package io.winnow.export;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.SnapshotLines;
import io.winnow.batch.SnapshotLines.Lines;
import io.winnow.training.Snapshot;

/**
 * Goes through a batch from one session number to another. The next lines are read while the last ones are made use of, and
 * no further ones: whoever takes them slowly holds the walk back, and no transaction is open meanwhile.
 */
final class Walk {
    private final SnapshotLines lines;
    private final long batchId;
    private final int last;
    private final Duration patience;
    private Uni<Lines> ahead;

    /** Behind the one number, up to and with the other. */
    Walk(SnapshotLines lines, long batchId, int after, int last, Duration patience) {
        this.lines = lines;
        this.batchId = batchId;
        this.last = last;
        this.patience = patience;
        ahead = lines.read(batchId, after, last, patience);
    }

    /** The next lines; none at the end. To be called again when they have come. */
    Uni<Lines> next() {
        return ahead.invoke(read -> ahead = read.isEmpty() || read.lastNumber() == last
                ? Uni.createFrom().item(Lines.NONE)
                : begun(lines.read(batchId, read.lastNumber(), last, patience)));
    }

    /** Goes all the way and shows each session to each of these, one after another. */
    Uni<Void> snapshots(List<Consumer<Snapshot>> observers) {
        return Multi.createBy().repeating().uni(this::next).whilst(read -> !read.isEmpty())
                .onItem().transformToUniAndConcatenate(read -> Export.onWorker(() -> {
                    Snapshot.each(read.utf8(), snapshot -> observers.forEach(observer -> observer.accept(snapshot)));
                    return read;
                })).onItem().ignoreAsUni();
    }

    private static <T> Uni<T> begun(Uni<T> read) {
        return Uni.createFrom().completionStage(read.subscribeAsCompletionStage());
    }
}
