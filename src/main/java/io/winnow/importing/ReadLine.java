package io.winnow.importing;

import java.util.List;

import io.winnow.importing.Lines.Line;
import io.winnow.json.JsonInput;
import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;
import io.winnow.session.LoggedSession;

/**
 * A line, understood or not.
 *
 * @param session {@code null} when something is wrong
 * @param errors what is
 */
record ReadLine(long number, LoggedSession session, List<FieldError> errors) {
    /** More is not named: a line of 10,000 events could be answered with twice as many faults. */
    static final int MOST_ERRORS = 100;

    /** @param now UTC seconds */
    static ReadLine of(Line line, long now) {
        if (line.octets() == null) {
            return rejected(line, List.of(new FieldError("line", "must have at most " + Lines.LONGEST + " bytes")));
        }
        try {
            return new ReadLine(line.number(), LoggedSession.from(JsonInput.parse(line.octets()), now), List.of());
        } catch (ProblemException e) {
            return rejected(line, e.problem().errors().stream().limit(MOST_ERRORS).map(ReadLine::inLine).toList());
        }
    }

    private static ReadLine rejected(Line line, List<FieldError> errors) {
        return new ReadLine(line.number(), null, errors);
    }

    /** To the reader of JSON each line is a body of its own. */
    private static FieldError inLine(FieldError error) {
        return error.field().equals("body")
                ? new FieldError("line", error.message().replace("(line 1, column ", "(column "))
                : error;
    }
}
