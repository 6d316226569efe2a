package io.winnow.importing;

import static io.winnow.json.JsonText.error;
import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;

import io.winnow.problem.ErrorKind;
import io.winnow.problem.Failures;
import io.winnow.problem.Problem;
import io.winnow.problem.ProblemException;

/** Why an import can't be brought to its end, and how far it came. */
record EarlyEnd(Problem problem, long lastLine, Throwable cause) {

    static EarlyEnd of(Throwable cause, long lastLine) {
        var settled = "Everything through line " + lastLine
                + " is settled. Send the log again: that changes nothing in what is there.";
        return new EarlyEnd(Failures.isPassing(cause)
                ? ErrorKind.UNAVAILABLE.problem("The database or the broker is away or overrun. " + settled)
                : ErrorKind.INTERNAL.problem("This should not have happened, the log has the cause. " + settled),
                lastLine, cause);
    }

    /** For a client that was answered nothing so far. */
    Throwable failure() {
        return Failures.isPassing(cause) ? ProblemException.unavailable(problem.detail()) : cause;
    }

    /** For one that was. */
    String json() {
        return object(error(problem), member("last_line", lastLine));
    }
}
