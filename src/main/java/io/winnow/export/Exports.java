package io.winnow.export;

import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.batch.SnapshotLines;
import io.winnow.training.ClickRates;
import io.winnow.training.Lessons;
import io.winnow.training.Snapshot;
import io.winnow.training.TimeCut;

/** Begins exports. */
@ApplicationScoped
class Exports {
    private final SnapshotLines lines;
    private final Manifests manifests;

    Exports(SnapshotLines lines, Manifests manifests) {
        this.lines = lines;
        this.manifests = manifests;
    }

    /** An export of what the batch holds now; fails with 404 when there is no such batch. */
    Uni<Export> begin(ExportRequest request) {
        return Panache.withSession(() -> Batch.existing(request.batchId())).chain(batch -> begin(batch, request));
    }

    /** What the file of such an export is: from memory where it was made of late, else it is made for this. */
    Uni<Manifest> manifest(ExportRequest request) {
        return Panache.withSession(() -> Batch.existing(request.batchId()))
                .chain(batch -> manifests.find(batch, request, last(batch, request))
                        .map(known -> Uni.createFrom().item(known))
                        .orElseGet(() -> begin(batch, request).chain(this::made)));
    }

    /** The bytes of an export, whose manifest is kept in mind when the last has been made. */
    Multi<byte[]> remembered(Export export) {
        return export.bytes().onCompletion().invoke(() -> manifests.keep(export));
    }

    private Uni<Manifest> made(Export export) {
        return export.bytes().collect().with(java.util.stream.Collectors.counting())
                .map(pieces -> manifests.keep(export));
    }

    private Uni<Export> begin(Batch batch, ExportRequest request) {
        var last = last(batch, request);
        var recipe = request.recipe();
        var rates = new ClickRates();
        var times = new TimeCut();
        var lookedAt = recipe.needsRates() || recipe.needsTimes()
                ? look(new Walk(lines, batch.id, 0, last), snapshot -> {
                    rates.add(snapshot);
                    times.add(snapshot);
                })
                : Uni.createFrom().voidItem();
        return lookedAt.map(done -> new Export(batch, request, last, new Walk(lines, batch.id, request.after(), last),
                new Lessons(recipe, rates, times.from(recipe.testShare()))));
    }

    /** Reads all that an export will read, for what must be known of the whole before its first row. */
    private static Uni<Void> look(Walk walk, Consumer<Snapshot> at) {
        return Multi.createBy().repeating().uni(walk::next).whilst(read -> !read.isEmpty())
                .onItem().transformToUniAndConcatenate(read -> Export.onWorker(() -> {
                    Snapshot.all(read.utf8()).forEach(at);
                    return read;
                })).onItem().ignoreAsUni();
    }

    private static int last(Batch batch, ExportRequest request) {
        return (int) Math.min(batch.sessionCount, request.last());
    }
}
