package io.winnow.console.client;

import java.io.PrintStream;
import java.util.function.Supplier;

import io.winnow.console.Shell;

import picocli.CommandLine.Option;

/** The line on standard error that is drawn anew while long work goes on: the option that wants it, and the drawing. */
final class Bar {
    private static final long BETWEEN = 100_000_000;
    private static final int WIDTH = 79;
    private static final String CLEAR = "\r\u001b[K";

    /** When to draw. */
    enum When {
        auto,
        always,
        never
    }

    private final Shell shell;
    private final PrintStream err;
    private Boolean shown;
    private boolean isDrawn;
    private long last = System.nanoTime() - BETWEEN;

    @Option(names = "--progress", paramLabel = "WHEN", description = "show how far it is, on standard error: auto (when that is a terminal), always or never (${DEFAULT-VALUE})", defaultValue = "auto")
    private When when;

    Bar(Shell shell) {
        this.shell = shell;
        err = shell.err();
    }

    /** Draws, unless it has just done so. */
    void show(Supplier<String> text) {
        var now = System.nanoTime();
        if (now - last >= BETWEEN && isShown()) {
            last = now;
            var line = text.get();
            err.print(CLEAR + line.substring(0, Math.min(line.length(), WIDTH)));
            err.flush();
            isDrawn = true;
        }
    }

    /** Takes the line away, so that what comes next stands alone. */
    void clear() {
        if (isDrawn) {
            err.print(CLEAR);
            err.flush();
            isDrawn = false;
        }
    }

    /** A line that stays. */
    void say(String line) {
        clear();
        err.println(line);
    }

    private boolean isShown() {
        if (shown == null) {
            shown = when == When.always || when == When.auto && Terminal.isWatched(shell.environment());
        }
        return shown;
    }
}
