package io.winnow.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Lines that share the statement by which they are kept, function {@code keep_logged_sessions}. */
record LoggedLines(List<LoggedSession> lines) {

    /**
     * What came of it.
     *
     * @param kept by line; {@code null} for one that was left alone
     * @param sessions how many sessions are new
     * @param events how many events are
     * @param sent how many events there were in the lines that were carried out
     */
    record Outcome(List<Kept> kept, int sessions, int events, int sent) {}

    /** What the function takes. */
    Tuple columns(boolean wait) {
        return Registration.columns(lines.stream().map(LoggedSession::registration).toList())
                .addArrayOfInteger(lines.stream().map(line -> line.events().size()).toArray(Integer[]::new))
                .addArrayOfInteger(IntStream.range(0, lines.size()).boxed()
                        .flatMap(i -> lines.get(i).events().stream().map(event -> i + 1)).toArray(Integer[]::new))
                .addArrayOfString(lines.stream()
                        .flatMap(line -> line.events().stream().map(event -> line.sessionId())).toArray(String[]::new))
                .addArrayOfString(eventColumn(NewEvent::eventId))
                .addArrayOfString(eventColumn(NewEvent::objectId))
                .addArrayOfString(eventColumn(NewEvent::eventType))
                .addArrayOfLong(events().map(NewEvent::createdAt).toArray(Long[]::new))
                .addArrayOfString(eventColumn(NewEvent::meta))
                .addInteger(SessionEvents.MOST_A_SESSION).addLong(SessionEvents.MOST_BYTES_A_SESSION)
                .addBoolean(wait);
    }

    /** What it answers. A session stands in one of the lines that were carried out. */
    Outcome outcome(Row answer) {
        var free = answer.getArrayOfBooleans("free");
        var registered = Set.of(answer.getArrayOfStrings("registered"));
        var fresh = answer.getArrayOfBooleans("fresh");
        var accepted = answer.getJsonObject("accepted");
        var kept = new ArrayList<Kept>();
        var added = 0;
        var sent = 0;
        for (var i = 0; i < free.length; i++) {
            var line = lines.get(i);
            var events = fresh[i] ? line.events().size() : accepted.getInteger(line.sessionId(), 0);
            kept.add(free[i] ? Kept.kept(events > 0 || registered.contains(line.sessionId())) : null);
            added += free[i] ? events : 0;
            sent += free[i] ? line.sent() : 0;
        }
        return new Outcome(kept, registered.size(), added, sent);
    }

    private String[] eventColumn(Function<NewEvent, String> value) {
        return events().map(value).toArray(String[]::new);
    }

    private Stream<NewEvent> events() {
        return lines.stream().flatMap(line -> line.events().stream());
    }
}
