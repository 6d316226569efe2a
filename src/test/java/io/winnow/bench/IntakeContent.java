package io.winnow.bench;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.sqlclient.Tuple;

/**
 * What both sides of row 4 send, made beforehand but for the ids: what the client does while they are measured is not theirs.
 *
 * @param manyResults documents of search results, which are sent in turn
 * @param shown the object ids of each of them
 * @param events the document of the events that each session is given
 */
record IntakeContent(List<String> manyResults, String[] shown, String[] eventIds, String[] objectIds, String[] types,
        Long[] times, String events) {
    static final int EVENTS = 6;
    private static final int MANY = 200;

    /** Of so many results a session. */
    static IntakeContent make(int results) {
        var now = System.currentTimeMillis() / 1000;
        return new IntakeContent(
                IntStream.range(0, MANY).mapToObj(number -> document(1, results, rank -> result(number, rank)))
                        .toList(),
                IntStream.rangeClosed(1, results).mapToObj(k -> "o" + k).toArray(String[]::new),
                each(k -> "e" + k), each(k -> "o" + k), each(k -> "click"),
                IntStream.range(0, EVENTS).mapToObj(k -> now).toArray(Long[]::new),
                document(0, EVENTS - 1,
                        "{\"event_id\":\"e%d\",\"object_id\":\"o%1$d\",\"event_type\":\"click\"}"::formatted));
    }

    /** The body that registers a session. */
    String session(String id, int number) {
        return "{\"session_id\":\"" + id + "\",\"search_query\":\"query " + number + "\",\"search_results\":"
                + results(number) + "}";
    }

    /** The row of a session. */
    Tuple sessionRow(String id, int number) {
        return Tuple.of(id, "query " + number, results(number), shown, System.currentTimeMillis() / 1000);
    }

    /** The body that gives a session its events. */
    String events(String id) {
        return "{\"session_id\":\"" + id + "\",\"events\":" + events + "}";
    }

    /** The rows of a session's events. */
    Tuple eventRows(String id) {
        return Tuple.of(id, eventIds, objectIds, types, times);
    }

    private String results(int number) {
        return manyResults.get(number % MANY);
    }

    private static String[] each(IntFunction<String> event) {
        return IntStream.range(0, EVENTS).mapToObj(event).toArray(String[]::new);
    }

    private static String document(int first, int last, IntFunction<String> element) {
        return IntStream.rangeClosed(first, last).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static String result(int number, int rank) {
        return "{\"object_id\":\"o%d\",\"rank\":%1$d,\"meta\":{\"title\":\"%s %s\",\"price\":%d}}".formatted(rank,
                Integer.toHexString(number * 31 + rank).repeat(4),
                "a plain title of an object as long as titles are in shops", number);
    }
}
