package io.winnow.batch;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.problem.ProblemException;

/** Tells of batches. */
@ApplicationScoped
public class Batches {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final Progress progress;

    Batches(Progress progress) {
        this.progress = progress;
    }

    /** One batch; fails with 404 when there is none. */
    public Uni<BatchView> find(String batchId) {
        return tell(() -> Batch.existing(batchId).map(List::of)).map(found -> found.get(0));
    }

    /**
     * A page of batches, newest first.
     *
     * @param status only those; {@code null} for all
     * @param after only those older than this one; {@code null} for the newest
     */
    public Uni<BatchList> list(BatchStatus status, String after, int limit) {
        var before = after == null ? Long.MAX_VALUE : parse(after);
        // One more than asked for tells whether there is a next page.
        return tell(() -> Batch.before(before, status, limit + 1)).map(found -> BatchList.of(found, limit));
    }

    /** The number that an id stands for; 404 for whatever can't be one. */
    static long parse(String batchId) {
        if (!ID.matcher(batchId).matches()) {
            throw notFound(batchId);
        }
        return Long.parseLong(batchId);
    }

    static ProblemException notFound(String batchId) {
        return ProblemException.notFound("Batch with id=" + batchId + " not found");
    }

    /**
     * Reads, and reads again behind the progress where a batch is collecting: whatever is pending no more is counted by
     * then, so that {@code pending: 0} comes with all that was acknowledged before.
     */
    private Uni<List<BatchView>> tell(Supplier<Uni<List<Batch>>> read) {
        return Panache.withSession(read).chain(batches -> batches.stream().anyMatch(Batch::isCollecting)
                ? progress.now().chain(report -> Panache.withSession(read).map(again -> views(again, report.pending())))
                : Uni.createFrom().item(views(batches, 0)));
    }

    private static List<BatchView> views(List<Batch> batches, long pending) {
        return batches.stream().map(batch -> BatchView.of(batch, batch.isCollecting() ? pending : null)).toList();
    }
}
