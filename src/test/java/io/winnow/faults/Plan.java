package io.winnow.faults;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which faults happen, in what order, two at once now and then: given by the seed alone. */
final class Plan {
    private final Random random;
    private final List<Fault> all;
    private final Deque<Fault> deck = new ArrayDeque<>();

    Plan(FaultSettings settings) {
        random = new Random(settings.seed());
        all = settings.faults();
    }

    /** Faults that happen together, each with the seed of its details. */
    record Step(List<Fault> faults, long seed) {}

    /** The next step. Each fault comes up once before any comes up again, as cards that are dealt. */
    Step next() {
        var first = deal();
        var second = random.nextInt(4) == 0 ? deck.peek() : null;
        var seed = random.nextLong();
        if (second == null || !first.isApartFrom(second)) {
            return new Step(List.of(first), seed);
        }
        return new Step(List.of(first, deal()), seed);
    }

    private Fault deal() {
        if (deck.isEmpty()) {
            var shuffled = Arrays.asList(all.toArray(Fault[]::new));
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.poll();
    }
}
