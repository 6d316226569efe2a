package io.winnow.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.winnow.batch.SnapshotLines.Lines;
import io.winnow.training.ClickRates;
import io.winnow.training.Lessons;
import io.winnow.training.Snapshot;
import io.winnow.training.TimeCut;

/** The sessions of the sample log that can teach something, as the lines of a batch, in the order of the log. */
final class Chorus {
    static final Path LOG = Path.of("examples/chorus_sessions.ndjson");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();
    private static final List<String> FIELDS = List.of("session_id", "search_query", "search_results", "search_meta",
            "payload_filter", "sort_by", "user_id", "created_at");

    private final List<ObjectNode> sessions;

    private Chorus(List<ObjectNode> sessions) {
        this.sessions = sessions;
    }

    static Chorus read() {
        try (var lines = Files.lines(LOG)) {
            var qualified = lines.map(Chorus::json).filter(Chorus::hasEventOnShown).map(Chorus::snapshot).toList();
            for (var i = 0; i < qualified.size(); i++) {
                qualified.get(i).put("session_number", i + 1);
            }
            return new Chorus(qualified);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return sessions.size();
    }

    /** What an export by these parameters gives, and its manifest's counts. */
    Made export(Map<String, String> parameters) {
        var recipe = ExportRequest.of(query(parameters)).recipe();
        var rates = new ClickRates(recipe.weights());
        var times = new TimeCut();
        var lines = lines();
        Snapshot.each(lines.utf8(), snapshot -> {
            rates.add(snapshot);
            times.add(snapshot);
        });
        var lessons = new Lessons(recipe, rates, times.from(recipe.testShare()));
        var encoder = new Encoder(recipe, lessons);
        var file = new ByteArrayOutputStream();
        encoder.take(lines);
        for (var piece = encoder.piece(); piece.length > 0; piece = encoder.piece()) {
            file.writeBytes(piece);
        }
        file.writeBytes(encoder.end());
        return new Made(file.toByteArray(), lessons.counts());
    }

    /** A file and what it counts. */
    record Made(byte[] bytes, io.winnow.training.Tally.Counts counts) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private Lines lines() {
        var text = new StringBuilder();
        sessions.forEach(session -> text.append(session).append('\n'));
        return new Lines(size(), size(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static ExportQuery query(Map<String, String> parameters) {
        var query = new ExportQuery();
        query.batchId = "1";
        query.format = parameters.get("format");
        query.of = parameters.get("of");
        query.labels = parameters.get("labels");
        query.weights = parameters.get("weights");
        query.features = parameters.get("features");
        query.split = parameters.get("split");
        query.splitBy = parameters.get("split_by");
        query.provenance = parameters.get("provenance");
        return query;
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasEventOnShown(JsonNode line) {
        var shown = line.at("/session/search_results").findValuesAsText("object_id");
        return StreamSupport.stream(line.get("events").spliterator(), false)
                .anyMatch(event -> shown.contains(event.get("object_id").textValue()));
    }

    /** As the service stores it: all fields there, in the order of a page. */
    private static ObjectNode snapshot(JsonNode line) {
        var snapshot = MAPPER.createObjectNode();
        FIELDS.forEach(field -> snapshot.set(field, orNull(line.get("session").get(field))));
        snapshot.get("search_results").forEach(result -> {
            ((ObjectNode) result).set("rank", orNull(result.get("rank")));
            ((ObjectNode) result).set("meta", orNull(result.get("meta")));
        });
        snapshot.put("is_payload_search", false).put("is_irrelevant", false);
        snapshot.set("events", line.get("events"));
        return snapshot.put("event_count", line.get("events").size());
    }

    private static JsonNode orNull(JsonNode value) {
        return value == null ? MAPPER.nullNode() : value;
    }
}
