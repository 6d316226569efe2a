package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * A command that has been run, as one sees it from outside.
 *
 * @param status that it ended with
 * @param out what it printed
 * @param err and what it said beside that
 */
public record CommandLineRun(int status, byte[] out, String err) {

    public static CommandLineRun of(String... words) {
        return in(Map.of(), words);
    }

    /** With these variables in its environment. */
    public static CommandLineRun in(Map<String, String> environment, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var status = Console.run(
                new Shell(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)), words);
        return new CommandLineRun(status, out.toByteArray(), err.toString(UTF_8));
    }

    /** Of a command at an address, which waits for nobody. */
    public static CommandLineRun at(String url, String... words) {
        var all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--url", url, "--patience", "0s"));
        return of(all.toArray(String[]::new));
    }

    public String text() {
        return new String(out, UTF_8);
    }
}
