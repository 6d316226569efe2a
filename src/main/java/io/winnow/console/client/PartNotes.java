package io.winnow.console.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the bytes of a part are bytes of: the parameters of the export, and the last session number that goes in. */
final class PartNotes {
    private final Path file;
    private final Query query;
    /** As an earlier call wrote them; {@code null} where there are none. */
    private Query noted;
    private Long lastNumber;

    private PartNotes(Path file, Query query) {
        this.file = file;
        this.query = query;
    }

    static PartNotes read(Path file, Query query) throws IOException {
        var notes = new PartNotes(file, query);
        if (Files.exists(file)) {
            var json = Json.read(Files.readString(file));
            Map<String, String> parameters = new LinkedHashMap<>();
            json.path("parameters").fields()
                    .forEachRemaining(one -> parameters.put(one.getKey(), one.getValue().asText()));
            // A file that is empty was being written when the machine went down.
            if (!parameters.isEmpty()) {
                notes.noted = new Query(parameters);
                notes.lastNumber = json.path("last_number").asLong();
            }
        }
        return notes;
    }

    /** Fails where the part is not of this export. */
    void check(Path part) {
        if (!query.equals(noted)) {
            throw new CommandFailed(CommandFailed.USAGE, part + " was left by an export with "
                    + (noted == null ? "unknown parameters" : noted.encoded().substring(1))
                    + ": go on with these, or begin anew with --restart");
        }
    }

    /** The parameters that give the same bytes as at first, however much the batch has grown. */
    Query pinned() {
        return lastNumber == null ? query : query.with("last_number", lastNumber);
    }

    /** Notes the first answer, before its first byte is kept. */
    void begin(long last) throws IOException {
        if (lastNumber == null) {
            lastNumber = last;
            var json = Json.object().put("last_number", last);
            var parameters = json.putObject("parameters");
            query.parameters().forEach(parameters::put);
            Files.writeString(file, Json.pretty(json) + "\n");
        }
    }

    void forget() throws IOException {
        noted = null;
        lastNumber = null;
        Files.deleteIfExists(file);
    }
}
