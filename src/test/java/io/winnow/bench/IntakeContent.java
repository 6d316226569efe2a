package io.winnow.bench;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vertx.sqlclient.Tuple;

/**
 * What both sides of row 4 send, made beforehand but for the ids: what the client does while they are measured is not theirs.
 *
 * @param manyResults documents of search results, which are sent in turn
 * @param shown the object ids of each of them
 * @param first the events that each session is given first
 * @param more those that it is given then
 */
record IntakeContent(List<String> manyResults, String[] shown, Events first, Events more) {
    private static final int MANY = 200;

    static IntakeContent make(BenchSettings settings) {
        // The same in each run.
        var random = new Random(4);
        return new IntakeContent(
                IntStream.range(0, MANY).mapToObj(number -> document(1, settings.results(),
                        rank -> result(number, rank, title(random, settings.titleLength())))).toList(),
                texts(settings.results(), k -> "o" + (1 + k)), Events.make("e", settings.events()),
                Events.make("more", settings.events()));
    }

    /**
     * Events, of any session.
     *
     * @param document the same as JSON
     */
    record Events(String[] eventIds, String[] objectIds, String[] types, Long[] times, String document) {

        private static Events make(String named, int count) {
            return new Events(texts(count, k -> named + k), texts(count, k -> "o" + k), texts(count, k -> "click"),
                    Collections.nCopies(count, System.currentTimeMillis() / 1000).toArray(Long[]::new),
                    IntakeContent.document(0, count - 1,
                            k -> "{\"event_id\":\"%s%d\",\"object_id\":\"o%2$d\",\"event_type\":\"click\"}"
                                    .formatted(named, k)));
        }

        /** The body that gives them to a session. */
        String of(String sessionId) {
            return "{\"session_id\":\"" + sessionId + "\",\"events\":" + document + "}";
        }

        /** The rows of a session. */
        Tuple rows(String sessionId) {
            return Tuple.of(sessionId, eventIds, objectIds, types, times);
        }
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

    private String results(int number) {
        return manyResults.get(number % MANY);
    }

    private static String[] texts(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).toArray(String[]::new);
    }

    private static String document(int first, int last, IntFunction<String> element) {
        return IntStream.rangeClosed(first, last).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    /** Nothing in it repeats, by which PostgreSQL could store it in less than real ones take. */
    private static String title(Random random, int length) {
        return Stream.generate(() -> HexFormat.of().toHexDigits(random.nextLong())).limit(1 + length / 16)
                .collect(Collectors.joining(" ")).substring(0, length);
    }

    private static String result(int number, int rank, String title) {
        return "{\"object_id\":\"o%d\",\"rank\":%1$d,\"meta\":{\"title\":\"%s\",\"price\":%d}}".formatted(rank, title,
                number);
    }
}
