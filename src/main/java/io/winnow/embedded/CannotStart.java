package io.winnow.embedded;

/** A reason not to start that the person at the console can act on: one line, no stack trace needed. */
public final class CannotStart extends RuntimeException {

    private static final int FAILED = 1;
    /** {@code EX_CONFIG} of {@code sysexits.h}: something has to be configured first. */
    private static final int NOT_CONFIGURED = 78;

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

    static CannotStart notConfigured(String line) {
        return new CannotStart(line, null, NOT_CONFIGURED);
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
        return root.toString().lines().findFirst().orElseThrow();
    }
}
