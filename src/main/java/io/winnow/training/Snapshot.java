package io.winnow.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * A session as a batch holds it, read from its line.
 *
 * @param number its session number in the batch
 * @param userId {@code null} where it is not known
 * @param createdAt UTC seconds
 * @param shown its results from the top down, each object once
 * @param events all of them, ordered by time
 * @param json the whole of it, where that was asked for
 */
public record Snapshot(int number, String sessionId, String query, String userId, long createdAt, boolean isIrrelevant,
        List<Shown> shown, List<Event> events, JsonNode json) {

    private static final BigDecimal LAST_PLACE = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** With all digits, so that a number leaves as it came. */
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
            // The JVM's table of interned texts takes seconds for keys that were made to collide.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build().reader();

    /**
     * An interaction.
     *
     * @param createdAt UTC seconds
     */
    public record Event(String objectId, String type, long createdAt) {}

    /** Reads lines of the format {@code sessions}, each ended by a line feed, one after the other. */
    public static void each(byte[] lines, Consumer<Snapshot> action) {
        var from = 0;
        for (var i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                action.accept(of(lines, from, i - from));
                from = i + 1;
            }
        }
    }

    /** Reads a line of the format {@code sessions}, JSON in UTF-8, for what it teaches. */
    public static Snapshot of(byte[] line, int offset, int length) {
        return read(line, offset, length, parser -> new FilteringParserDelegate(parser, SkipUnused.SESSION,
                Inclusion.INCLUDE_ALL_AND_PATH, true));
    }

    /** Reads the whole of such a line. */
    public static Snapshot whole(byte[] line, int offset, int length) {
        return read(line, offset, length, parser -> parser);
    }

    private static Snapshot read(byte[] line, int offset, int length, UnaryOperator<JsonParser> filter) {
        try (var parser = filter.apply(READER.getFactory().createParser(line, offset, length))) {
            JsonNode json = READER.readTree(parser);
            return new Snapshot(json.get("session_number").intValue(), json.get("session_id").textValue(),
                    json.get("search_query").textValue(), json.get("user_id").textValue(),
                    json.get("created_at").longValue(), json.get("is_irrelevant").booleanValue(),
                    shown(json.get("search_results")), events(json.get("events")), json);
        } catch (IOException e) {
            throw new UncheckedIOException("A snapshot that is no JSON", e);
        }
    }

    /**
     * By their ranks where each result has one, else in the order in which they were sent. A rank that can be a place in a list
     * is the position: that of the first on a second page is not 1.
     */
    private static List<Shown> shown(JsonNode results) {
        var sent = new ArrayList<JsonNode>();
        results.forEach(sent::add);
        var areRanked = sent.stream().allMatch(result -> result.get("rank").isNumber());
        if (areRanked) {
            sent.sort(Comparator.comparing(result -> result.get("rank").decimalValue()));
        }
        var arePlaces = areRanked && arePlaces(sent);
        var shown = new ArrayList<Shown>(sent.size());
        var seen = new HashSet<String>();
        for (var i = 0; i < sent.size(); i++) {
            var result = sent.get(i);
            var id = result.get("object_id").textValue();
            if (seen.add(id)) {
                var rank = areRanked ? result.get("rank") : NullNode.getInstance();
                shown.add(new Shown(id, arePlaces ? rank.decimalValue().intValueExact() : i + 1, rank,
                        result.get("meta")));
            }
        }
        return shown;
    }

    /** Whether all ranks are whole, no two are the same, and the first is 1 or more. They are in order. */
    private static boolean arePlaces(List<JsonNode> ranked) {
        var before = BigDecimal.ZERO;
        for (var result : ranked) {
            var rank = result.get("rank").decimalValue();
            if (rank.compareTo(before) <= 0 || rank.compareTo(LAST_PLACE) > 0
                    || rank.stripTrailingZeros().scale() > 0) {
                return false;
            }
            before = rank;
        }
        return true;
    }

    private static List<Event> events(JsonNode events) {
        var read = new ArrayList<Event>(events.size());
        events.forEach(event -> read.add(new Event(event.get("object_id").textValue(),
                event.get("event_type").textValue(), event.get("created_at").longValue())));
        return read;
    }
}
