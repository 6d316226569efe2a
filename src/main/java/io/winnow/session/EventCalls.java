package io.winnow.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Calls of distinct events that share the statement by which these are added, function {@code add_distinct_events}. */
record EventCalls(List<NewEvents> calls) {

    /** What the function takes: its arrays have an item for each event. */
    Tuple columns(boolean wait) {
        var numbers = IntStream.range(0, calls.size()).boxed()
                .flatMap(i -> calls.get(i).events().stream().map(event -> i + 1));
        var sessions = calls.stream().flatMap(call -> call.events().stream().map(event -> call.sessionId()));
        return Tuple.tuple()
                .addArrayOfInteger(numbers.toArray(Integer[]::new))
                .addArrayOfString(sessions.toArray(String[]::new))
                .addArrayOfString(column(NewEvent::eventId))
                .addArrayOfString(column(NewEvent::objectId))
                .addArrayOfString(column(NewEvent::eventType))
                .addArrayOfLong(events().map(NewEvent::createdAt).toArray(Long[]::new))
                .addArrayOfString(column(NewEvent::meta))
                .addInteger(SessionEvents.MOST_A_SESSION).addLong(SessionEvents.MOST_BYTES_A_SESSION)
                .addBoolean(wait);
    }

    /** What it answers: how many events of each call were new, {@code null} for a call that it left alone. */
    List<Integer> accepted(Row answer) {
        var free = answer.getArrayOfBooleans("free");
        var fresh = answer.getArrayOfBooleans("fresh");
        var sessions = answer.getArrayOfStrings("sessions");
        var accepted = answer.getArrayOfIntegers("accepted");
        var bySession = new HashMap<String, Integer>();
        for (var i = 0; i < sessions.length; i++) {
            bySession.put(sessions[i], accepted[i]);
        }
        return IntStream.range(0, calls.size())
                .mapToObj(i -> free[i] ? accepted(calls.get(i), fresh[i], bySession) : null).toList();
    }

    private static int accepted(NewEvents call, boolean fresh, Map<String, Integer> bySession) {
        return fresh ? call.events().size() : bySession.getOrDefault(call.sessionId(), 0);
    }

    private String[] column(Function<NewEvent, String> value) {
        return events().map(value).toArray(String[]::new);
    }

    private Stream<NewEvent> events() {
        return calls.stream().flatMap(call -> call.events().stream());
    }
}
