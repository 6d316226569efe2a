package io.winnow.export;

import io.smallrye.mutiny.Uni;
import io.winnow.batch.SnapshotLines;
import io.winnow.batch.SnapshotLines.Lines;

/**
 * Goes through a batch from one session number to another. The next lines are read while the last ones are made use of, and
 * no further ones: whoever takes them slowly holds the walk back, and no transaction is open meanwhile.
 */
final class Walk {
    private final SnapshotLines lines;
    private final long batchId;
    private final int last;
    private Uni<Lines> ahead;

    /** Behind the one number, up to and with the other. */
    Walk(SnapshotLines lines, long batchId, int after, int last) {
        this.lines = lines;
        this.batchId = batchId;
        this.last = last;
        ahead = lines.read(batchId, after, last);
    }

    /** The next lines; none at the end. To be called again when they have come. */
    Uni<Lines> next() {
        return ahead.invoke(read -> ahead = read.isEmpty() || read.lastNumber() == last
                ? Uni.createFrom().item(Lines.NONE)
                : begun(lines.read(batchId, read.lastNumber(), last)));
    }

    private static <T> Uni<T> begun(Uni<T> read) {
        return Uni.createFrom().completionStage(read.subscribeAsCompletionStage());
    }
}
