package io.winnow.console.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What the service says of a file that it made. */
record FileManifest(JsonNode json, Query query) {

    static FileManifest of(Service service, Query query) {
        return new FileManifest(service.get(Download.PATH + "/manifest", query), query);
    }

    /** Fails where the bytes that came are not those that were made; says what differs. */
    void check(Fingerprint came) {
        List<String> differences = new ArrayList<>();
        compare("bytes", Long.toString(came.bytes()), differences);
        compare("sha256", came.sha256Hex(), differences);
        if (ExportOptions.areWholeLines(query)) {
            compare("digest", came.chainHex(), differences);
        }
        if (!differences.isEmpty()) {
            throw new CommandFailed(CommandFailed.REFUSED,
                    "The file is not what the manifest says: " + String.join(", ", differences));
        }
    }

    /** Puts it beside the file. */
    void write(Path file) throws IOException {
        var written = PartFile.beside(file, ".manifest.json.part");
        Files.writeString(written, Json.pretty(json) + "\n");
        PartFile.replace(written, PartFile.beside(file, ".manifest.json"));
    }

    String words() {
        var counts = json.path("counts");
        return "%d rows of %d sessions".formatted(counts.path("rows_out").asLong(),
                counts.path("sessions_out").asLong());
    }

    private void compare(String what, String came, List<String> differences) {
        var said = json.path(what).asText();
        if (!said.equals(came)) {
            differences.add("%s is %s, not %s".formatted(what, came, said));
        }
    }
}
