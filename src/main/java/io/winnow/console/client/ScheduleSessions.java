package io.winnow.console.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.winnow.console.Shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Schedules all sessions of a time for the collecting batch. */
@Command(name = "schedule", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Schedules all sessions of a time that are in no batch yet, for the one that collects. Broken off, the same",
        "call does the rest. Times are days or times in ISO 8601, in UTC unless they say otherwise, so long ago (7d,",
        "24h), or UTC seconds."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:all were looked at, however many were scheduled", "1:refused", "2:the command line is wrong",
                "3:the service could not be reached, failed, or broke off: repeat it"}, footer = {
                        "%nExamples:", "  schedule --from 24h",
                        "  schedule --from 2026-11-01 --to 2026-12-01 --min-events 2"})
public final class ScheduleSessions implements Callable<Integer> {
    private final Shell shell;
    private final Counts counts = new Counts();
    private final Pace pace = Pace.now();

    @Spec
    private CommandSpec command;

    @Option(names = "--from", paramLabel = "TIME", converter = Instants.class, description = "sessions that began then or later; 0 for all")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Instants.class, description = "sessions that began earlier than that")
    private Instant to;

    @Option(names = "--min-events", paramLabel = "N", description = "only sessions with so many events or more (0)")
    private Integer minEvents;

    @Option(names = "--json", description = "the outcome as JSON")
    private boolean json;

    @Mixin
    private final Service service;

    @Mixin
    private final Bar bar;

    public ScheduleSessions(Shell shell) {
        this.shell = shell;
        service = new Service(shell);
        bar = new Bar(shell);
    }

    @Override
    public Integer call() {
        var request = service.json("/sessions/use-for-improvement", body());
        var patience = service.patience();
        try {
            patience.over(() -> {
                run(request, patience);
                return null;
            });
        } finally {
            bar.clear();
            shell.out().println(json ? counts.json() : Counts.words(counts.json()));
        }
        return 0;
    }

    /**
     * One call. Its numbers are added: what an earlier one scheduled is in a batch and matches no more, but for what is still
     * on its way there when a call is repeated.
     */
    private void run(HttpRequest request, Patience patience) throws IOException, InterruptedException {
        var latest = new AtomicReference<JsonNode>(Json.object());
        try (var answer = service.open(request)) {
            var last = NdJson.read(answer.body(), line -> {
                if (line.path("progress").path("matched").asLong() > latest.get().path("matched").asLong()) {
                    patience.progressed();
                }
                latest.set(line.path("progress"));
                show(latest.get());
            });
            latest.set(((ObjectNode) last).deepCopy().without("error"));
            if (last.has("error")) {
                throw NdJson.error(last);
            }
        } finally {
            counts.add(latest.get());
        }
    }

    private ObjectNode body() {
        if (from == null && to == null) {
            throw new ParameterException(command.commandLine(), "Say --from or --to; --from 0 means all sessions");
        }
        var body = Json.object();
        var criterion = body.putObject("criterion");
        if (from != null) {
            criterion.put("created_from", from.getEpochSecond());
        }
        if (to != null) {
            criterion.put("created_to", to.getEpochSecond());
        }
        if (minEvents != null) {
            criterion.put("min_events", minEvents);
        }
        return body;
    }

    private void show(JsonNode progress) {
        var matched = progress.path("matched").asLong();
        bar.show(() -> "%d sessions, %d scheduled  %.0f/s  %s".formatted(matched, progress.path("scheduled").asLong(),
                pace.rate(matched), pace.elapsed()));
    }
}
