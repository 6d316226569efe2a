package io.winnow.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

import io.smallrye.mutiny.Multi;

/** Compresses a stream as it passes. For one stream. */
final class Compress {
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final OutputStream coder;

    private Compress(Coding coding) throws IOException {
        coder = coding.around(sink);
    }

    static Multi<byte[]> by(Coding coding, Multi<byte[]> plain) {
        if (coding == Coding.identity) {
            return plain;
        }
        return Multi.createFrom().deferred(() -> {
            try {
                return new Compress(coding).of(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Multi<byte[]> of(Multi<byte[]> plain) {
        return plain.onItem().transformToUniAndConcatenate(piece -> Export.onWorker(() -> squeezed(piece)))
                .onCompletion().continueWith(() -> List.of(end()))
                .onTermination().invoke(this::free)
                .select().where(piece -> piece.length > 0);
    }

    private byte[] squeezed(byte[] piece) {
        try {
            coder.write(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return drained();
    }

    private byte[] end() {
        free();
        return drained();
    }

    /** The coders keep memory outside of the heap. */
    private void free() {
        try {
            coder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] drained() {
        var piece = sink.toByteArray();
        sink.reset();
        return piece;
    }
}
