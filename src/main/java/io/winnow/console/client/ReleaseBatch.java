package io.winnow.console.client;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.console.Shell;
import io.winnow.console.Utf8;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes the collecting batch. */
@Command(name = "release", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Closes the collecting batch, with all that was scheduled before, and has it announced. The id is yours to",
        "choose, such as nightly-2026-11-25; the same id again gives the same answer and closes nothing more, so this",
        "can always be repeated."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:the batch is released, with --dry-run: it could be",
                "1:refused: there is nothing to release, or less than --min-sessions", "2:the command line is wrong",
                "3:the service could not be reached, or not do it in time: repeat it with the same id"})
public final class ReleaseBatch implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "the release's id")
    private String releaseId;

    @Option(names = "--min-sessions", paramLabel = "N", description = "refuse a batch of fewer sessions (1)")
    private Long minSessions;

    @Option(names = "--note", paramLabel = "TEXT", description = "who releases it and why; kept with the batch and announced")
    private String note;

    @Option(names = "--dry-run", description = "tell what would be released, and release nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "the answer as JSON")
    private boolean json;

    @Mixin
    private final Service service;

    public ReleaseBatch(Shell shell) {
        this.shell = shell;
        service = new Service(shell);
    }

    @Override
    public Integer call() {
        var body = Json.object().put("release_id", releaseId);
        if (minSessions != null) {
            body.put("min_sessions", minSessions);
        }
        if (note != null) {
            body.put("note", note);
        }
        if (dryRun) {
            body.put("dry_run", true);
        }
        var answer = service.post("/batch/release", body);
        shell.out().println(json ? answer : words(answer));
        return 0;
    }

    private static String words(JsonNode answer) {
        var isDry = answer.path("dry_run").asBoolean();
        return Utf8.inLine("Batch %s %s as %s: %d sessions, %d left out, digest %s".formatted(
                answer.path("batch_id").asText(), isDry ? "would be released" : "is released",
                answer.path("release_id").asText(), answer.path("session_count").asLong(),
                answer.path("left_out").asLong(), answer.path("digest").asText()));
    }
}
