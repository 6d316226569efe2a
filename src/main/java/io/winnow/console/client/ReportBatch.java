package io.winnow.console.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.winnow.console.Shell;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what is in a batch. */
@Command(name = "report", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = "Prints what is in a batch: its numbers, and a bar for each of a list of them.", exitCodeListHeading = "%nStatus:%n", exitCodeList = {
        "0:it was printed", "1:refused: there is no such batch", "2:the command line is wrong",
        "3:the service could not be reached or failed"})
public final class ReportBatch implements Callable<Integer> {
    private static final String PATH = "/batch/report";

    private final Shell shell;

    @Parameters(paramLabel = "BATCH", description = "the batch, or latest: the one that was released last")
    private String batch;

    @ArgGroup
    private final Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "as the service tells it")
        private boolean json;

        @Option(names = "--html", paramLabel = "FILE", description = "save it as a page instead")
        private Path html;
    }

    @Mixin
    private final Service service;

    public ReportBatch(Shell shell) {
        this.shell = shell;
        service = new Service(shell);
    }

    @Override
    public Integer call() {
        var query = Query.NONE.with("batch_id", BatchName.resolve(service, batch));
        if (form.html != null) {
            var request = service.request(PATH + "/page", query).GET().build();
            var page = service.patience().over(() -> service.send(request));
            Local.work(() -> Files.writeString(form.html, page));
            return 0;
        }
        var report = service.get(PATH, query);
        if (form.json) {
            shell.out().println(report);
        } else {
            Outline.of(report).forEach(shell.out()::println);
        }
        return 0;
    }
}
