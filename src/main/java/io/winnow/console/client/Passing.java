package io.winnow.console.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** The service can't do it now; later it may. */
final class Passing extends IOException {
    private final Duration after;

    /** @param after how long the service wants to be left alone, zero where it does not say */
    Passing(String message, Duration after) {
        super(message);
        this.after = after;
    }

    Duration after() {
        return after;
    }

    /** What happened to a connection, in words: Java's own are empty, or tell of its insides. */
    static String words(IOException failure) {
        if (failure instanceof Passing) {
            return failure.getMessage();
        }
        if (failure instanceof ConnectException) {
            return "can't be reached";
        }
        if (failure instanceof HttpTimeoutException) {
            return "does not answer";
        }
        return "the connection broke off";
    }
}
