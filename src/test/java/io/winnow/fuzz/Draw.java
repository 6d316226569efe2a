package io.winnow.fuzz;

import java.util.Random;
import java.util.function.Supplier;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Draws from jqwik's generators on one seed. jqwik's own engine would run a property, and Quarkus' tests are none: so its
 * generators are used alone, in a session that belongs to the thread which begins it.
 */
final class Draw implements AutoCloseable {
    private static final int SIZE = 1_000;

    private final Random random;

    Draw(long seed) {
        random = new Random(seed);
        JqwikSession.start();
    }

    /** What gives one value after the other. */
    <T> Supplier<T> from(Arbitrary<T> values) {
        var generator = values.generatorWithEmbeddedEdgeCases(SIZE);
        return () -> generator.next(random).value();
    }

    @Override
    public void close() {
        JqwikSession.finish();
    }
}
