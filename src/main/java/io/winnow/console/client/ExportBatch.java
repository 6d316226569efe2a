package io.winnow.console.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import io.winnow.console.Shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads a batch as a file of training data, and checks what has come. */
@Command(name = "export", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Loads a batch as a file of training data. What has come is checked against the service's manifest, which is put",
        "beside the file (FILE.manifest.json). The file appears when it is whole; until then its bytes are in FILE.part:",
        "where it broke off, the same call goes on. The formats and what each option does: docs/training-data.md."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:the file is there and is what the manifest says",
                "1:refused, or the file is not what the manifest says",
                "2:the command line is wrong, or FILE.part is of another export",
                "3:the service could not be reached, failed, or broke off"}, footer = {
                        "%nExamples:", "  export --batch latest --format pairs -o pairs.jsonl",
                        "  export --batch 17 --format lightgbm --features rank,price --with-parts -o train.tsv",
                        "  export --batch 17 --format sessions -o - | zstd > sessions.ndjson.zst"})
public final class ExportBatch implements Callable<Integer> {
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([\\w.-]+)\"");
    /** What belongs beside the rows of a format, and what the programs that read it look for: a format and a suffix. */
    private static final Map<String, Map.Entry<String, String>> PARTS = Map.of(
            "lightgbm", Map.entry("groups", ".query"), "qrels", Map.entry("topics", ".topics"));

    private final Shell shell;

    @Spec
    private CommandSpec command;

    @Option(names = "--batch", required = true, paramLabel = "ID", description = "the batch, or latest: the one that was released last")
    private String batch;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FILE", description = "where to; .gz and .zst are compressed, - is standard output (as the service names the file)")
    private String output;

    @Mixin
    private final ExportOptions options = new ExportOptions();

    @Option(names = "--with-parts", description = "also the file beside the rows: FILE.query of lightgbm, FILE.topics of qrels")
    private boolean withParts;

    @Option(names = "--restart", description = "begin anew, whatever an earlier call left in FILE.part")
    private boolean restart;

    @Mixin
    private final Service service;

    @Mixin
    private final Bar bar;

    public ExportBatch(Shell shell) {
        this.shell = shell;
        service = new Service(shell);
        bar = new Bar(shell);
    }

    @Override
    public Integer call() throws IOException {
        var part = PARTS.get(options.format == null ? "sessions" : options.format);
        if (withParts && (part == null || "-".equals(output))) {
            throw new ParameterException(command.commandLine(),
                    "--with-parts is for --format lightgbm and qrels, into a file");
        }
        var query = options.query(BatchName.resolve(service, batch));
        if ("-".equals(output)) {
            new ExportToStream(service, bar, shell.out()).run(query);
            return 0;
        }
        var file = Path.of(output == null ? fileName(query) : output);
        var export = new ExportToFile(service, bar, restart);
        var last = export.run(query, file);
        if (withParts) {
            export.run(query.with("format", part.getKey()).with("last_number", last),
                    PartFile.beside(file, part.getValue()));
        }
        return 0;
    }

    /** Of an export of nothing, since a part may be there that the real one has to go on with. */
    private String fileName(Query query) throws IOException {
        var request = service.request(Download.PATH, query.with("last_number", 0)).GET().build();
        try (var answer = service.patience().over(() -> service.open(request))) {
            var name = FILE_NAME.matcher(answer.header("Content-Disposition"));
            return name.find() ? name.group(1) : "batch-" + query.get("batch_id");
        }
    }
}
