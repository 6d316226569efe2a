package io.winnow.console.client;

import java.io.IOException;
import java.io.InputStream;

import io.winnow.console.client.Service.Answer;

/** Loads the bytes of an export. */
final class Download {
    static final String PATH = "/batch/export";
    /** The session number up to which the file goes. */
    static final String LAST_NUMBER = "Winnow-Last-Number";

    private static final int PIECE = 256 * 1024;

    private final Service service;
    private final Bar bar;

    /** Takes the bytes that come; fails for reasons of its own, which no repeat mends. */
    interface Taker {
        void take(byte[] from, int length) throws IOException;
    }

    Download(Service service, Bar bar) {
        this.service = service;
        this.bar = bar;
    }

    /** Loads what a part lacks, again and again where the connection breaks. */
    void complete(PartFile part, Query query) {
        var patience = service.patience();
        var progress = new ExportProgress(bar, part.fingerprint(), query);
        patience.over(() -> {
            var rest = part.notes().pinned().with("from_byte", part.fingerprint().bytes());
            try (var answer = service.open(service.request(PATH, rest).GET().build())) {
                var last = last(answer);
                Local.work(() -> part.notes().begin(last));
                pass(answer.body(), (from, length) -> {
                    part.write(from, length);
                    patience.progressed();
                    progress.show(last);
                });
            }
            return null;
        });
        bar.clear();
    }

    /** Hands an export on as it comes, without a second try once it has begun; tells the last session number. */
    long stream(Query query, Fingerprint fingerprint, Taker taker) {
        var progress = new ExportProgress(bar, fingerprint, query);
        var request = service.request(PATH, query).GET().build();
        try (var answer = service.patience().over(() -> service.open(request))) {
            var last = last(answer);
            pass(answer.body(), (from, length) -> {
                taker.take(from, length);
                fingerprint.add(from, length);
                progress.show(last);
            });
            bar.clear();
            return last;
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNREACHABLE, Passing.words(e));
        }
    }

    private static long last(Answer answer) throws IOException {
        try {
            return Long.parseLong(answer.header(LAST_NUMBER));
        } catch (NumberFormatException e) {
            throw new CommandFailed(CommandFailed.UNREACHABLE, "This is no answer of Winnow: it has no " + LAST_NUMBER);
        }
    }

    private static void pass(InputStream from, Taker to) throws IOException {
        var piece = new byte[PIECE];
        for (var count = from.read(piece); count >= 0; count = from.read(piece)) {
            var length = count;
            Local.work(() -> to.take(piece, length));
        }
    }
}
