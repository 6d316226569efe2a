package io.winnow.batch;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * How many records are tried in one append. One that took too long, or too many locks, has those that follow be smaller, also of the
 * next polls: where sessions are large, each poll would be tried in vain first. Those that pass let it grow slowly, since one that
 * is too large costs its whole time-out, and one that is too small next to nothing. To wait for another instance's append counts
 * as time, too: PostgreSQL doesn't tell it apart.
 */
@ApplicationScoped
class AppendSize {
    /** Not just small enough: sessions stand still while they are appended, and calls wait for them. */
    private static final int SHRINKS_TO_A = 4;
    private static final int GROWS_BY_A = 32;

    // Polls come one after the other, on any thread.
    private volatile int most = Integer.MAX_VALUE;

    boolean isTooLarge(int records) {
        return records > most;
    }

    void wereTooMany(int records) {
        most = Math.max(1, records / SHRINKS_TO_A);
    }

    /** Of less than half of the size nothing follows for the whole. */
    void passed(int records) {
        var now = most;
        if (records > now / 2) {
            most = now + Math.max(1, now / GROWS_BY_A);
        }
    }
}
