package io.winnow.bench;

import java.util.Collections;
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
    private static final int MANY = 200;
    private static final String WORDS = " a plain title of an object as long as titles are in shops";

    static IntakeContent make(BenchSettings settings) {
        var now = System.currentTimeMillis() / 1000;
        var events = settings.events();
        return new IntakeContent(
                IntStream.range(0, MANY).mapToObj(number -> document(1, settings.results(),
                        rank -> result(number, rank, settings.titleLength()))).toList(),
                texts(settings.results(), k -> "o" + (1 + k)), texts(events, k -> "e" + k), texts(events, k -> "o" + k),
                texts(events, k -> "click"), Collections.nCopies(events, now).toArray(Long[]::new),
                document(0, events - 1,
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

    private static String[] texts(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).toArray(String[]::new);
    }

    private static String document(int first, int last, IntFunction<String> element) {
        return IntStream.rangeClosed(first, last).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static String result(int number, int rank, int titleLength) {
        var words = Integer.toHexString(number * 31 + rank).repeat(4) + WORDS;
        var title = words.repeat(1 + titleLength / words.length()).substring(0, titleLength);
        return "{\"object_id\":\"o%d\",\"rank\":%1$d,\"meta\":{\"title\":\"%s\",\"price\":%d}}".formatted(rank, title,
                number);
    }
}
