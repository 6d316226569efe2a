package io.winnow.improvement;

import io.winnow.json.JsonInput;

/**
 * Which sessions to schedule, of those that no batch holds.
 * <p>
 * At least one bound has to be given, and a field that nobody knows is refused here, unlike elsewhere: a criterion that is
 * empty, or whose condition is misspelt, would else mean more sessions than its author does, and what is scheduled can't be
 * taken back. Who does mean all of them says so with {@code created_from: 0}.
 *
 * @param createdFrom UTC seconds; sessions of this second are in
 * @param createdTo UTC seconds; sessions of this second are out
 * @param minEvents how many events a session has at least, of whatever type and on whatever object
 */
record Criterion(long createdFrom, long createdTo, int minEvents) {
    private static final long MOST_EVENTS = 10_000;

    /** Reads a criterion; what is wrong is noted in the input. */
    static Criterion from(JsonInput input) {
        var from = input.optionalInteger("created_from");
        var to = input.optionalInteger("created_to");
        var events = input.optionalInteger("min_events");
        input.only("created_from", "created_to", "min_events");
        if (!input.has("created_from") && !input.has("created_to")) {
            input.wrong("must have created_from or created_to; created_from 0 stands for all");
        }
        if (events != null && (events < 0 || events > MOST_EVENTS)) {
            input.wrong("min_events", "must be within 0 and " + MOST_EVENTS);
        }
        return new Criterion(from == null ? Long.MIN_VALUE : from, to == null ? Long.MAX_VALUE : to,
                events == null ? 0 : events.intValue());
    }
}
