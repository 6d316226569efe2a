package io.winnow.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

import io.winnow.json.JsonInput;
import io.winnow.json.JsonInputReader;

/**
 * A session with its events, as one line of a log tells of them: {@code {"session": …, "events": […]}}.
 *
 * @param events all with their times, each id once, the first; maybe none
 * @param sent how many events there were
 */
public record LoggedSession(Registration registration, List<NewEvent> events, int sent) {
    /** In all and not in a call as elsewhere: a line has them all. */
    static final int MOST_EVENTS = SessionEvents.MOST_A_SESSION;

    /** Clocks differ, by a time zone at worst. Milliseconds lie some 50,000 years ahead. */
    private static final long A_DAY = 24 * 60 * 60;
    private static final String AHEAD = "lies ahead: must be in UTC seconds, of the past";

    /**
     * Reads a line. History is the point, so that any time up to tomorrow is taken; without one a session is of now, and an
     * event of its session's time.
     *
     * @param now UTC seconds
     * @throws io.winnow.problem.ProblemException 422 naming all that is wrong
     */
    public static LoggedSession from(JsonInput input, long now) {
        var session = input.object("session", NewSession::read);
        var events = input.optionalObjects("events", MOST_EVENTS, NewEvent::from);
        input.check();
        if (isAhead(session.createdAt(), now)) {
            input.wrong("session.created_at", AHEAD);
        }
        for (var i = 0; i < events.size(); i++) {
            if (isAhead(events.get(i).createdAt(), now)) {
                input.wrong("events[" + i + "].created_at", AHEAD);
            }
        }
        var time = session.createdAt() == null ? now : session.createdAt();
        var registration = Registration.of(session, time);
        // The same that a body of its own may have, or its snapshot would not fit into a page.
        if (registration.isLongerThan(JsonInputReader.MOST_BYTES)) {
            input.wrong("session", "must have at most " + JsonInputReader.MOST_BYTES + " bytes");
        }
        var each = new LinkedHashMap<String, NewEvent>();
        events.forEach(event -> each.putIfAbsent(event.eventId(),
                event.createdAt() == null ? event.at(time) : event));
        if (areLongerThan(each.values(), SessionEvents.MOST_BYTES_A_SESSION)) {
            input.wrong("events", SessionEvents.TOO_MANY_EVENTS);
        }
        input.check();
        return new LoggedSession(registration, List.copyOf(each.values()), events.size());
    }

    private static boolean isAhead(Long time, long now) {
        return time != null && time > now + A_DAY;
    }

    /** Whether together they have more octets, as the functions count them, than this. */
    private static boolean areLongerThan(Collection<NewEvent> events, long octets) {
        // A character has three octets at most: nearly all are short enough without a look.
        return events.stream().mapToLong(NewEvent::size).sum() > octets / 3
                && events.stream().mapToLong(NewEvent::storedBytes).sum() > octets;
    }

    /** The session's id. */
    public String sessionId() {
        return registration.session().sessionId();
    }
}
