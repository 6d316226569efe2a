package io.winnow.console;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What {@code listen} was asked for on the command line. */
final class ListenOptions {

    static final String HELP = """
            Prints the announcements of released batches as they come, one line of JSON each.

              --bootstrap-servers HOST:PORT  the Kafka broker (KAFKA_BOOTSTRAP_SERVERS, or 127.0.0.1:29092)
              --topic NAME                   the topic (batch-released, after WINNOW_TOPICS_PREFIX)
              --from-beginning               begin with the oldest announcement
              --latest                       begin with what comes from now on (the default)
              --batch ID                     only the announcement of this batch
              --headers                      print the headers before each, as NAME: VALUE
              --max N                        end after N announcements
              --timeout SECONDS              end after this time, with status 1 if there was none
              --help                         print this
            """;

    String servers = environment("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:29092");
    String topic = environment("WINNOW_TOPICS_PREFIX", "") + "batch-released";
    boolean fromBeginning;
    Optional<String> batch = Optional.empty();
    boolean headers;
    long max = Long.MAX_VALUE;
    /** Three hundred years and so, in a number that can be counted in nanoseconds. */
    long timeoutSeconds = Long.MAX_VALUE / 1_000_000_000;
    boolean help;

    /** @throws IllegalArgumentException with a line for the person who typed it */
    static ListenOptions parse(String... args) {
        ListenOptions options = new ListenOptions();
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            options.take(words.next(), words);
        }
        return options;
    }

    private void take(String option, Iterator<String> rest) {
        switch (option) {
            case "--bootstrap-servers" -> servers = value(option, rest);
            case "--topic" -> topic = value(option, rest);
            case "--from-beginning" -> fromBeginning = true;
            case "--latest" -> fromBeginning = false;
            case "--batch" -> batch = Optional.of(value(option, rest));
            case "--headers" -> headers = true;
            case "--max" -> max = number(option, rest);
            case "--timeout" -> timeoutSeconds = number(option, rest);
            case "--help" -> help = true;
            default -> throw new IllegalArgumentException("Unknown option %s: try --help.".formatted(option));
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("%s needs a value: try --help.".formatted(option));
        }
        return rest.next();
    }

    private static long number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("%s needs a whole number from 1 on, not %s.".formatted(option, value));
        }
        return Long.parseLong(value);
    }

    private static String environment(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()).orElse(otherwise);
    }
}
