package io.winnow.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the embedded servers say in the log of this process. */
final class Chatter {

    /** Held, since the log manager forgets a level with its logger. */
    private static final Map<String, Logger> LIMITED = new ConcurrentHashMap<>();

    private Chatter() {}

    /**
     * Lets through warnings and errors only. Said here and not in the application's configuration: before
     * Quarkus has read that, all levels are on. A level configured there still wins.
     */
    static void warningsOf(String... categories) {
        limit(Level.WARNING, categories);
    }

    /** Lets through errors only, where warnings tell of what is ordinary. */
    static void errorsOf(String... categories) {
        limit(Level.SEVERE, categories);
    }

    private static void limit(Level level, String... categories) {
        for (String category : categories) {
            LIMITED.computeIfAbsent(category, Logger::getLogger).setLevel(level);
        }
    }
}
