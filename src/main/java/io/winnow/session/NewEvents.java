package io.winnow.session;

import java.util.HashSet;
import java.util.List;

import io.winnow.json.JsonInput;

/** The events of one call, at least one. */
public record NewEvents(String sessionId, List<NewEvent> events) {
    static final int MOST_EVENTS = 1_000;

    /**
     * Reads the events.
     *
     * @throws io.winnow.problem.ProblemException 422 naming all that is wrong
     */
    public static NewEvents from(JsonInput input) {
        var call = new NewEvents(input.id("session_id"), input.objects("events", MOST_EVENTS, NewEvent::from));
        input.check();
        if (call.events.isEmpty()) {
            input.wrong("events", "must have at least one item");
            input.check();
        }
        return call;
    }

    /** The same, those without a time at the clock's. */
    NewEvents at(ClockWindow clock) {
        return new NewEvents(sessionId,
                events.stream().map(event -> event.at(clock.timeOrNow(event.createdAt()))).toList());
    }

    /** Each id once, the first. */
    NewEvents distinct() {
        var seen = new HashSet<String>();
        return new NewEvents(sessionId, events.stream().filter(event -> seen.add(event.eventId())).toList());
    }

    /** About how many characters there are to send. */
    int size() {
        return events.stream().mapToInt(NewEvent::size).sum();
    }
}
