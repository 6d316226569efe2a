package io.winnow.session;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.winnow.problem.ProblemException;

/** Decides which reported times are believed. Times are UTC seconds. */
@ApplicationScoped
class ClockWindow {
    private final Clock clock;
    private final IntakeConfig config;

    ClockWindow(Clock clock, IntakeConfig config) {
        this.clock = clock;
        this.config = config;
    }

    /**
     * The reported time, or now where none was.
     *
     * @throws ProblemException 400 when it lies outside the window
     */
    long timeOrNow(Long reported) {
        var now = clock.instant().getEpochSecond();
        if (reported == null) {
            return now;
        }
        if (reported < now - config.mostPast().toSeconds() || reported > now + config.mostAhead().toSeconds()) {
            throw ProblemException.invalidTimestamp(reported);
        }
        return reported;
    }
}
