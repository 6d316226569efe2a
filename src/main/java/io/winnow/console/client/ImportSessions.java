package io.winnow.console.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.winnow.console.Shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a log of sessions to the service. */
@Command(name = "import", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Sends a log of sessions to the service. Its files have one JSON object a line:",
        "  {\"session\": {as POST /session takes it}, \"events\": [as POST /session/events takes them]}",
        "A line that is wrong is told on standard error, as FILE:LINE: FIELD: WHAT, and left out; the others go on.",
        "What is there already stays as it is, so that the same file can always be sent again."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:all lines were taken", "1:some were rejected, or refused altogether, or a file could not be read",
                "2:the command line is wrong",
                "3:the service could not be reached, failed, or broke off: send the same again"}, footer = {
                        "%nExamples:", "  import --schedule sessions.ndjson.gz",
                        "  zcat sessions-*.ndjson.gz | import -"})
public final class ImportSessions implements Callable<Integer> {
    private final Shell shell;
    private final InputStream standardInput;
    private final Counts counts = new Counts();

    @Spec
    private CommandSpec command;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files; .gz and .zst are decompressed; - is standard input")
    private List<String> files;

    @Option(names = "--schedule", description = "schedule each session for the collecting batch as well")
    private boolean schedule;

    @Option(names = "--json", description = "the outcome as JSON")
    private boolean json;

    @Mixin
    private final Service service;

    @Mixin
    private final Bar bar;

    public ImportSessions(Shell shell) {
        this(shell, System.in);
    }

    ImportSessions(Shell shell, InputStream standardInput) {
        this.shell = shell;
        this.standardInput = standardInput;
        service = new Service(shell);
        bar = new Bar(shell);
    }

    @Override
    public Integer call() {
        files.forEach(this::checkReadable);
        var progress = new ImportProgress(bar, files);
        try {
            files.forEach(file -> send(file, progress));
        } finally {
            bar.clear();
            shell.out().println(json ? counts.json() : Counts.words(counts.json()));
        }
        return counts.get("rejected") == 0 ? 0 : 1;
    }

    private void send(String file, ImportProgress progress) {
        var send = new SendPiece(service, Query.NONE.with("schedule", schedule ? true : null), counts);
        try (var source = SourceFile.open(file, standardInput)) {
            var pieces = new Pieces(source.in());
            for (var piece = pieces.next(); piece.lines() > 0; piece = pieces.next()) {
                send.send(piece).forEach(rejected -> bar.say("%s:%d: %s: %s".formatted(file, rejected.line(),
                        rejected.field(), rejected.message())));
                progress.show(source.position(), counts.get("lines"));
            }
            progress.passed(source.position());
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.REFUSED, file + ": " + Local.failed(e).getMessage());
        }
    }

    /** All of them before the first is sent: a name that was mistyped is better known at once. */
    private void checkReadable(String file) {
        if (!SourceFile.isStandardInput(file)
                && (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file)))) {
            throw new ParameterException(command.commandLine(), file + " is no file that can be read");
        }
    }
}
