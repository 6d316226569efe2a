package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.KafkaException;

import io.winnow.console.client.CommandFailed;
import io.winnow.console.client.ExportBatch;
import io.winnow.console.client.ImportSessions;
import io.winnow.console.client.ListBatches;
import io.winnow.console.client.ReleaseBatch;
import io.winnow.console.client.ReportBatch;
import io.winnow.console.client.ScheduleSessions;
import io.winnow.problem.Handshake;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: finds the command that is asked for and runs it. */
@Command(name = "java -jar quarkus-run.jar", sortOptions = false, synopsisSubcommandLabel = "[COMMAND]", commandListHeading = "", description = {
        "Without arguments it serves. With a command it does that, and starts no server; COMMAND --help tells more."})
public final class Console {

    private static final int WIDTH = 110;

    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Client of the service, at --url:",
                List.of("import", "schedule", "batches", "release", "report", "export"));
        GROUPS.put("Tools for its topics in Kafka, at --bootstrap-servers:", List.of("listen", "dead-letters"));
    }

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "print this")
    private boolean help;

    /**
     * Runs a command and returns the status to end with: 0 done, 1 not or not wholly done, 2 asked for wrongly, 3 the service
     * is away or broke off.
     */
    public static int run(String... words) {
        Warnings.toStandardError();
        // What is stored is UTF-8, whatever the console's character set is.
        Shell shell = new Shell(System.getenv(), new PrintStream(System.out, true, UTF_8),
                new PrintStream(System.err, true, UTF_8));
        return run(shell, words);
    }

    static int run(Shell shell, String... words) {
        return commands(shell)
                .setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                // Words are taken as they are typed: a session's id may begin with an @.
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((wrong, typed) -> {
                    shell.err().println(Utf8.inLine(wrong.getMessage()) + ": try --help.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command, shell))
                .execute(words);
    }

    private static CommandLine commands(Shell shell) {
        CommandLine all = new CommandLine(new Console())
                .addSubcommand(new ImportSessions(shell))
                .addSubcommand(new ScheduleSessions(shell))
                .addSubcommand(new ListBatches(shell))
                .addSubcommand(new ReleaseBatch(shell))
                .addSubcommand(new ReportBatch(shell))
                .addSubcommand(new ExportBatch(shell))
                .addSubcommand(new Listen(shell))
                .addSubcommand(new CommandLine(new DeadLetters())
                        .addSubcommand(new ListLetters(shell))
                        .addSubcommand(new ResendLetters(shell)));
        all.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups(GROUPS));
        return all;
    }

    private static int failed(Exception failure, CommandLine command, Shell shell) throws Exception {
        if (failure instanceof CommandFailed refused) {
            shell.err().println(refused.getMessage());
            return refused.status();
        }
        if (!(failure instanceof KafkaException)) {
            throw failure;
        }
        Broker broker = (Broker) command.getMixins().get("broker");
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String trouble = Handshake.troubleWithBroker(failure).orElse(cause.getMessage());
        shell.err().printf("Kafka at %s: %s%n", broker.servers, trouble);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
