package io.winnow.console.client;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is known of the place where standard error goes. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether somebody watches standard error. {@code System.console()} can't tell: up to Java 21 it speaks of standard input
     * and output, which a client in a pipeline has redirected, and from 22 on it is there in any case.
     */
    static boolean isWatched(Map<String, String> environment) {
        if (environment.getOrDefault("TERM", "").equals("dumb")) {
            return false;
        }
        try {
            var test = new ProcessBuilder("test", "-t", "2").redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            // A system without that program: no bar is better than one in a log.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
