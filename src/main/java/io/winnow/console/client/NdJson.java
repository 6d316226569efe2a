package io.winnow.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer of many lines, the last of which says how it ended. */
final class NdJson {
    private NdJson() {}

    /**
     * Reads all of it.
     *
     * @param each is given every line but the last
     * @return the last line; an error in it is for the caller to see
     * @throws IOException also when the answer ends before its last line
     */
    static JsonNode read(InputStream answer, Consumer<JsonNode> each) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(answer, UTF_8));
        JsonNode last = null;
        // To its very end, without which the connection could not be used again.
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            var json = Json.read(line);
            if (json.has("error")) {
                // The service hangs up behind it.
                return json;
            }
            if (isLast(json)) {
                last = json;
            } else {
                each.accept(json);
            }
        }
        if (last == null) {
            throw new Passing("the answer ended early", Duration.ZERO);
        }
        return last;
    }

    /** The error of a last line, which ends the work or passes. */
    static IOException error(JsonNode last) {
        var problem = last.path("error");
        var words = Refusals.words(problem);
        if (problem.path("status").asInt() == 503) {
            return new Passing(words, Duration.ZERO);
        }
        throw new CommandFailed(
                problem.path("status").asInt() < 500 ? CommandFailed.REFUSED : CommandFailed.UNREACHABLE,
                words);
    }

    private static boolean isLast(JsonNode line) {
        return line instanceof ObjectNode && !line.has("progress") && !line.has("errors");
    }
}
