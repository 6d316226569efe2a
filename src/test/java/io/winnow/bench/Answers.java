package io.winnow.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for an application that starts, and looks often enough to tell when it has. */
final class Answers {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Answers() {}

    /** Waits until this is answered 200; says what the application printed where it is not. */
    static void await(URI at, Callable<String> output) throws Exception {
        var began = System.nanoTime();
        while (!isOk(at)) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException(at + " is not answered 200:\n" + output.call());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static boolean isOk(URI at) {
        try {
            return ((HttpURLConnection) at.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
