package io.winnow.console.client;

import java.io.IOException;
import java.nio.file.Path;

/** An export into a file, with its manifest beside it. */
record ExportToFile(Service service, Bar bar, boolean restart) {

    /** Tells the last session number that went in. */
    long run(Query query, Path file) {
        try (var part = PartFile.open(file.toAbsolutePath(), query, restart)) {
            var there = part.fingerprint().bytes();
            if (there > 0) {
                bar.say("%s.part: going on behind %s".formatted(file, Pace.bytes(there)));
            }
            new Download(service, bar).complete(part, query);
            var manifest = FileManifest.of(service, part.notes().pinned());
            manifest.check(part.fingerprint());
            part.finish();
            manifest.write(file.toAbsolutePath());
            bar.say("%s: %s, %s, as the manifest says".formatted(file, Pace.bytes(part.fingerprint().bytes()),
                    manifest.words()));
            return manifest.json().path("last_number").asLong();
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }
}
