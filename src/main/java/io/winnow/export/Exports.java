package io.winnow.export;

import static org.jboss.logging.Logger.Level.INFO;

import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.telemetry.Noted;

/** Begins exports, and remembers what came of them. */
@ApplicationScoped
class Exports {
    private static final Logger LOG = Logger.getLogger(Exports.class);

    private final Walks walks;
    private final Latest<Manifest> manifests = new Latest<>();

    Exports(Walks walks) {
        this.walks = walks;
    }

    /** An export of what the batch holds now; fails with 404 when there is no such batch. */
    Uni<Export> begin(ExportRequest request) {
        return Walks.batch(request).chain(batch -> begin(batch, request));
    }

    /** The bytes of an export; when the last has been made, its manifest is remembered. */
    Multi<byte[]> bytes(Export export) {
        return export.bytes()
                .onCompletion().invoke(() -> manifests.keep(export.key(), export.manifest()))
                .onCompletion().invoke(() -> tell(export, "is done"))
                .onCancellation().invoke(() -> tell(export, "was left by its reader"));
    }

    /** What the file of such an export is: from memory where it was made of late, else it is made for this. */
    Uni<Manifest> manifest(ExportRequest request) {
        return Walks.batch(request)
                .chain(batch -> manifests.get(Export.key(batch, request), () -> begin(batch, request)
                        .chain(export -> export.bytes().collect().with(Collectors.counting())
                                .map(pieces -> export.manifest())
                                .invoke(() -> tell(export, "was made for its manifest")))));
    }

    private static void tell(Export export, String outcome) {
        Noted.batch(LOG, INFO, export.request().batchId(), "%s %s", export, outcome);
    }

    private Uni<Export> begin(Batch batch, ExportRequest request) {
        var last = request.last(batch);
        return walks.whole(batch.id, last, request.recipe())
                .map(whole -> new Export(batch, request, last, walks.walk(batch.id, request.after(), last),
                        whole.lessons(request.recipe())));
    }
}
