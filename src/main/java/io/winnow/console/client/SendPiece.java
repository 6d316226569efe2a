package io.winnow.console.client;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

import io.winnow.console.client.Pieces.Piece;

/** Sends a piece of an import until the service has taken all of it. A repeat does no harm: what is there already stays. */
final class SendPiece {
    static final String PATH = "/session/import";

    private final Service service;
    private final Query query;
    private final Counts counts;

    /** A line that the service did not take. */
    record Rejected(long line, String field, String message) {}

    SendPiece(Service service, Query query, Counts counts) {
        this.service = service;
        this.query = query;
        this.counts = counts;
    }

    /** Tells what was rejected. */
    List<Rejected> send(Piece piece) {
        return service.patience().over(() -> {
            var rejected = new ArrayList<Rejected>();
            var request = service.request(PATH, query).header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofByteArray(piece.bytes())).build();
            try (var answer = service.open(request)) {
                var last = NdJson.read(answer.body(), line -> line.path("errors")
                        .forEach(error -> rejected.add(new Rejected(piece.before() + line.path("line").asLong(),
                                error.path("field").asText(), error.path("message").asText()))));
                if (last.has("error")) {
                    // What was settled comes back as repeated, and what was rejected is told again.
                    throw NdJson.error(last);
                }
                counts.add(last);
            }
            return rejected;
        });
    }
}
