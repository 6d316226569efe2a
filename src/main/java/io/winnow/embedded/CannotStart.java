package io.winnow.embedded;

/** A reason not to start that the person at the console can act on: one line, no stack trace needed. */
public final class CannotStart extends RuntimeException {

    private static final int FAILED = 1;
    /** {@code EX_CONFIG} of {@code sysexits.h}: the configuration has to change first. */
    private static final int MISCONFIGURED = 78;

    private final int exitCode;

    private CannotStart(String line, Throwable cause, int exitCode) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    static CannotStart because(String line) {
        return new CannotStart(line, null, FAILED);
    }

    static CannotStart because(String line, Throwable cause) {
        return new CannotStart(line + ": " + rootOf(cause), cause, FAILED);
    }

    /** The reason that a failure carries somewhere within, or else the failure as the reason. */
    static CannotStart from(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart reason) {
                return reason;
            }
        }
        return because("The embedded servers do not start", failure);
    }

    /** For what has to be configured, or configured otherwise, before a start can be tried again. */
    public static CannotStart misconfigured(String line) {
        return new CannotStart(line, null, MISCONFIGURED);
    }

    /** What the process should end with. */
    public int exitCode() {
        return exitCode;
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return (root.getClass().getSimpleName() + ": " + root.getMessage()).lines().findFirst().orElseThrow();
    }
}
