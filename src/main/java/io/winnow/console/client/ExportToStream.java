package io.winnow.console.client;

import java.io.IOException;
import java.io.PrintStream;

/** An export to standard output. What has gone there can't be taken back: whoever reads it has to look at the status. */
record ExportToStream(Service service, Bar bar, PrintStream out) {

    void run(Query query) {
        var fingerprint = new Fingerprint();
        var last = new Download(service, bar).stream(query, fingerprint, (from, length) -> {
            out.write(from, 0, length);
            if (out.checkError()) {
                throw new IOException("Nobody reads standard output any more");
            }
        });
        FileManifest.of(service, query.with("last_number", last)).check(fingerprint);
    }
}
