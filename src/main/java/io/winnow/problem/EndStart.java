package io.winnow.problem;

import io.quarkus.runtime.PreventFurtherStepsException;

/**
 * Ends a start with a line on standard error and a status of its own, in place of a stack trace and 1. Quarkus takes both
 * from the root of all causes; thrown bare by an observer, it would stop the start and leave the process waiting.
 */
public final class EndStart {
    /** {@code EX_CONFIG} of {@code sysexits.h}: the configuration has to change before another start can help. */
    private static final int MISCONFIGURED = 78;
    /** {@code EX_DATAERR}: what is stored is of a version that this one does not know. */
    private static final int WRONG_SCHEMA = 65;

    private EndStart() {}

    public static RuntimeException misconfigured(String line) {
        return new IllegalStateException(new PreventFurtherStepsException(line, MISCONFIGURED));
    }

    public static RuntimeException wrongSchema(String line) {
        return new IllegalStateException(new PreventFurtherStepsException(line, WRONG_SCHEMA));
    }

    /** Whether that is what has happened. */
    public static boolean isMeantBy(Throwable failure) {
        return failure.getCause() instanceof PreventFurtherStepsException;
    }
}
