package io.winnow.console.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.console.Shell;
import io.winnow.console.Utf8;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the batches that there are. */
@Command(name = "batches", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Prints the batches, the newest first. Times are UTC; PENDING are sessions that were scheduled and are not",
        "appended yet."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:they were printed", "1:refused", "2:the command line is wrong",
                "3:the service could not be reached or failed"})
public final class ListBatches implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Shell shell;

    @Option(names = "--status", paramLabel = "STATUS", description = "only those that are collecting or released")
    private String status;

    @ArgGroup
    private final Many many = new Many();

    private static final class Many {
        @Option(names = "--limit", paramLabel = "N", description = "so many at most (20)")
        private int limit = 20;

        @Option(names = "--all", description = "all that there are")
        private boolean all;
    }

    @Option(names = "--json", description = "a JSON object a line, as the service tells it")
    private boolean json;

    @Mixin
    private final Service service;

    public ListBatches(Shell shell) {
        this.shell = shell;
        service = new Service(shell);
    }

    @Override
    public Integer call() {
        var batches = batches();
        if (json) {
            batches.forEach(batch -> shell.out().println(batch));
            return 0;
        }
        var table = new Table("BATCH", "STATUS", "SESSIONS", "EVENTS", "PENDING", "CREATED", "RELEASED", "ANNOUNCED",
                "RELEASE ID", "NOTE");
        batches.forEach(batch -> table.row(text(batch, "batch_id"), text(batch, "status"),
                text(batch, "session_count"), text(batch, "event_count"), text(batch, "pending"),
                time(batch, "created_at"), time(batch, "released_at"), time(batch, "announced_at"),
                text(batch, "release_id"), text(batch, "note")));
        table.lines().forEach(shell.out()::println);
        return 0;
    }

    private List<JsonNode> batches() {
        var wanted = many.all ? Integer.MAX_VALUE : many.limit;
        var batches = new ArrayList<JsonNode>();
        var query = Query.NONE.with("status", status);
        while (true) {
            var page = service.get("/batches", query.with("limit", Math.min(wanted - batches.size(), MOST)));
            page.path("batches").forEach(batches::add);
            if (page.path("next").isNull() || page.path("next").isMissingNode() || batches.size() >= wanted) {
                return batches;
            }
            query = query.with("after", page.path("next").asText());
        }
    }

    private static String text(JsonNode batch, String name) {
        var value = batch.path(name);
        return value.isNull() || value.isMissingNode() ? "-" : Utf8.inLine(value.asText());
    }

    private static String time(JsonNode batch, String name) {
        return batch.path(name).isNumber() ? Instant.ofEpochSecond(batch.path(name).asLong()).toString() : "-";
    }
}
