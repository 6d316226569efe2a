package io.winnow.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start another JVM, of the kind that runs the tests. */
public final class JavaCommand {
    private JavaCommand() {}

    /** With these options, then these arguments: a class or {@code -jar}, and what is for it. */
    public static List<String> of(List<String> options, List<String> arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(arguments);
        return command;
    }
}
