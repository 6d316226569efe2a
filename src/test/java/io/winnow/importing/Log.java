package io.winnow.importing;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lines of logs. */
final class Log {
    private Log() {}

    /** A session of 2023 that showed o1, with these events on it. */
    static String line(String sessionId, String... eventIds) {
        return line(sessionId, "q", Stream.of(eventIds));
    }

    /** The same with so many events. */
    static String line(String sessionId, int events) {
        return line(sessionId, "q", IntStream.range(0, events).mapToObj(i -> "e" + i));
    }

    static String line(String sessionId, String query, Stream<String> eventIds) {
        return "{\"session\":" + session(sessionId, query) + ",\"events\":[" + eventIds
                .map(id -> "{\"event_id\":\"" + id + "\",\"object_id\":\"o1\"}").collect(Collectors.joining(","))
                + "]}\n";
    }

    static String session(String sessionId, String query) {
        return "{\"session_id\":\"" + sessionId + "\",\"search_query\":\"" + query
                + "\",\"search_results\":[{\"object_id\":\"o1\"}],\"created_at\":1700000000}";
    }
}
