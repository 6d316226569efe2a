package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import picocli.CommandLine.Option;

/** Which letters a command is about: those that fit all that is asked. */
final class LetterFilter implements Predicate<Letter> {

    @Option(names = "--letter", paramLabel = "PARTITION-OFFSET", converter = Position.Converter.class, description = "only this letter; may be given several times")
    private Set<Position> letters = new LinkedHashSet<>();

    @Option(names = "--key", paramLabel = "ID", description = "only letters with this key: the session's id")
    private String key;

    @Option(names = "--reason", paramLabel = "TEXT", description = "only letters whose reason contains this")
    private String reason;

    @Option(names = "--since", paramLabel = "TIME", converter = Moment.class, description = "only letters from this time on: UTC seconds, or as in 2026-11-25T08:00:00Z")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.class, description = "only letters before this time")
    private Instant until;

    private final Set<Position> found = new LinkedHashSet<>();

    /** Whether nothing is asked, so that all letters fit. */
    boolean isEmpty() {
        return letters.isEmpty() && key == null && (reason == null || reason.isBlank()) && since == null
                && until == null;
    }

    @Override
    public boolean test(Letter letter) {
        boolean fits = (letters.isEmpty() || letters.contains(letter.position()))
                && (key == null
                        || letter.record().key() != null && key.equals(new String(letter.record().key(), UTF_8)))
                && (reason == null || letter.reason().orElse("").contains(reason))
                && (since == null || !letter.time().isBefore(since))
                && (until == null || letter.time().isBefore(until));
        if (fits && !letters.isEmpty()) {
            found.add(letter.position());
        }
        return fits;
    }

    /** The letters that were named and of which none was found to fit. */
    Set<Position> missing() {
        Set<Position> missing = new LinkedHashSet<>(letters);
        missing.removeAll(found);
        return missing;
    }
}
