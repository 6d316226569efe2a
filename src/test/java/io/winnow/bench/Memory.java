package io.winnow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How much memory a process has. */
record Memory(long pid) {

    double residentMegabytes() throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        return Double.parseDouble(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                / 1024;
    }
}
