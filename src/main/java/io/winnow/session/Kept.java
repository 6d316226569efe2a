package io.winnow.session;

import java.util.List;

import io.winnow.problem.FieldError;

/**
 * What became of a line of a log.
 *
 * @param outcome whether anything of it was new, the session or one of the events
 * @param objections why nothing of it is kept; empty where it is
 */
public record Kept(Outcome outcome, List<FieldError> objections) {

    /** As it is counted. */
    public enum Outcome {
        accepted,
        repeated,
        rejected
    }

    static Kept kept(boolean isNew) {
        return new Kept(isNew ? Outcome.accepted : Outcome.repeated, List.of());
    }

    /** Nothing of it is kept. */
    public static Kept rejected(List<FieldError> objections) {
        return new Kept(Outcome.rejected, objections);
    }

    /** Whether it is there now. */
    public boolean isKept() {
        return outcome != Outcome.rejected;
    }
}
