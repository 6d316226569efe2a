package io.winnow.console;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log while a command runs. */
final class Warnings {

    private Warnings() {}

    /**
     * Warnings and worse, a line each, to standard error: standard output is the command's result. Each is said
     * once, where a Kafka client without a broker would say it at every attempt.
     */
    static void toStandardError() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        Set<String> said = ConcurrentHashMap.newKeySet();
        Handler console = new ConsoleHandler();
        console.setFilter(record -> said.add(record.getMessage()));
        root.addHandler(console);
    }
}
