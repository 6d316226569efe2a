package io.winnow.console;

import java.io.PrintStream;
import java.util.Map;

/**
 * What a command is run in.
 *
 * @param environment variables, under the names that the service knows too
 * @param out the command's result, and nothing else
 * @param err what a person should know beside it
 */
public record Shell(Map<String, String> environment, PrintStream out, PrintStream err) {

    /** A variable's value; one that is blank counts as not set. */
    public String variable(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** A topic's name on the broker. */
    String topic(String plainName) {
        return variable("WINNOW_TOPICS_PREFIX", "") + plainName;
    }
}
