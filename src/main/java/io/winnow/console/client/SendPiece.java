package io.winnow.console.client;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.winnow.console.client.Pieces.Piece;

/** Sends a piece of an import until the service has taken all of it. A repeat does no harm: what is there already stays. */
final class SendPiece {
    static final String PATH = "/session/import";

    private final Service service;
    private final Query query;
    private final Counts counts;
    private Piece rest;

    /** A line that the service did not take. */
    record Rejected(long line, String field, String message) {}

    SendPiece(Service service, Query query, Counts counts) {
        this.service = service;
        this.query = query;
        this.counts = counts;
    }

    /** Tells what was rejected, each once. */
    List<Rejected> send(Piece piece) {
        var rejected = new ArrayList<Rejected>();
        rest = piece;
        service.patience().over(() -> {
            // Kept apart until the answer has come to its end: of one that broke off it is not known how far it was true.
            var now = new ArrayList<Rejected>();
            var request = service.request(PATH, query).header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofByteArray(rest.bytes())).build();
            try (var answer = service.open(request)) {
                var last = NdJson.read(answer.body(), line -> note(line, now));
                rejected.addAll(now);
                end(last);
            }
            return null;
        });
        return rejected;
    }

    private void note(JsonNode line, List<Rejected> rejected) {
        line.path("errors").forEach(error -> rejected.add(new Rejected(rest.before() + line.path("line").asLong(),
                error.path("field").asText(), error.path("message").asText())));
    }

    private void end(JsonNode last) throws IOException {
        counts.add(((ObjectNode) last).deepCopy().without(List.of("error", "last_line")));
        if (last.has("error")) {
            rest = rest.behind((int) Math.min(last.path("last_line").asLong(), rest.lines()));
            throw NdJson.error(last);
        }
    }
}
