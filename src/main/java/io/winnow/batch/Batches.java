package io.winnow.batch;

import java.util.List;
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
        return Panache.withSession(() -> Batch.<Batch>findById(parse(batchId)))
                .onItem().ifNull().failWith(() -> notFound(batchId))
                .chain(batch -> views(List.of(batch))).map(views -> views.get(0));
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
        return Panache.withSession(() -> Batch.before(before, status, limit + 1))
                .chain(found -> views(found.subList(0, Math.min(limit, found.size())))
                        .map(views -> new BatchList(views,
                                found.size() > limit ? views.get(views.size() - 1).batchId() : null)));
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

    private Uni<List<BatchView>> views(List<Batch> batches) {
        var isAnyCollecting = batches.stream().anyMatch(Batches::isCollecting);
        var pending = isAnyCollecting ? progress.now().map(Progress.Report::pending) : Uni.createFrom().item(0L);
        return pending.map(count -> batches.stream()
                .map(batch -> BatchView.of(batch, isCollecting(batch) ? count : null)).toList());
    }

    private static boolean isCollecting(Batch batch) {
        return batch.status == BatchStatus.collecting;
    }
}
