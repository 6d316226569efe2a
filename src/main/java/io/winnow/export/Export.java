package io.winnow.export;

import static org.jboss.logging.Logger.Level.ERROR;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.winnow.batch.Batch;
import io.winnow.telemetry.Noted;
import io.winnow.training.Lessons;

/** One export under way: the bytes of a file, made as they are asked for, and then what they are. */
final class Export {
    private static final Logger LOG = Logger.getLogger(Export.class);

    private final Batch batch;
    private final ExportRequest request;
    private final int last;
    private final Walk walk;
    private final Lessons lessons;
    private final Encoder encoder;
    private long toSkip;
    private boolean isEnded;

    /**
     * @param last the last session number that goes in
     * @param walk over what goes in, from its beginning
     */
    Export(Batch batch, ExportRequest request, int last, Walk walk, Lessons lessons) {
        this.batch = batch;
        this.request = request;
        this.last = last;
        this.walk = walk;
        this.lessons = lessons;
        encoder = new Encoder(request.recipe(), lessons);
        toSkip = request.fromByte();
    }

    /** The same for exports that give the same manifest. */
    static Object key(Batch batch, ExportRequest request) {
        return List.of(batch.id, batch.status, request.last(batch), request.after(), request.recipe().options());
    }

    Object key() {
        return key(batch, request);
    }

    int lastNumber() {
        return last;
    }

    ExportRequest request() {
        return request;
    }

    /** The file, piece by piece; fails when the batch is not what its digest says. To be subscribed to once. */
    Multi<byte[]> bytes() {
        return Multi.createBy().repeating().uni(this::step).whilst(piece -> !isEnded)
                .map(this::wanted)
                .select().where(piece -> piece.length > 0);
    }

    /** What the file is, when all of it has been made. */
    Manifest manifest() {
        return new Manifest(Manifest.SCHEMA_VERSION, Long.toString(batch.id), batch.status.name(), batch.releaseId,
                batch.releasedAt == null ? null : batch.releasedAt.getEpochSecond(), request.after(), last,
                isFromTheBeginning() ? encoder.digest() : null, batch.isCollecting() ? null : batch.digestHex(),
                request.recipe().options(), lessons.counts(),
                encoder.bytes(), encoder.sha256());
    }

    @Override
    public String toString() {
        return "The export of batch " + batch.id + " by " + request.recipe().options();
    }

    private Uni<byte[]> step() {
        return onWorker(encoder::piece)
                .chain(piece -> piece.length > 0
                        ? Uni.createFrom().item(piece)
                        : walk.next().chain(lines -> onWorker(() -> {
                            if (lines.isEmpty()) {
                                return end();
                            }
                            encoder.take(lines);
                            return encoder.piece();
                        })));
    }

    private byte[] end() {
        if (isFromTheBeginning() && last == batch.sessionCount && !encoder.digest().equals(batch.digestHex())) {
            Noted.batch(LOG, ERROR, batch.id, "Batch %d is not what its digest says: its snapshots give %s, it has %s",
                    batch.id, encoder.digest(), batch.digestHex());
            throw new IllegalStateException("Batch with id=" + batch.id + " is not what its digest says");
        }
        isEnded = true;
        return encoder.end();
    }

    private boolean isFromTheBeginning() {
        return request.after() == 0;
    }

    private byte[] wanted(byte[] piece) {
        var skipped = (int) Math.min(toSkip, piece.length);
        toSkip -= skipped;
        return skipped == 0 ? piece : Arrays.copyOfRange(piece, skipped, piece.length);
    }

    /** Rows are made there and not on the event loop, which others share. */
    static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
