package io.winnow.improvement;

import static io.winnow.problem.Failures.patiently;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.winnow.improvement.MatchingSessions.Page;
import io.winnow.improvement.MatchingSessions.Place;

/**
 * Schedules all sessions that match a criterion. Nothing of it is stored: a run that ends too early is begun again, and what
 * it scheduled is in a batch by then or carries the same improvement id.
 */
@ApplicationScoped
class ScheduleMatching {
    private final MatchingSessions sessions;
    private final ScheduleImprovement improvement;
    private final ImprovementConfig config;

    ScheduleMatching(MatchingSessions sessions, ScheduleImprovement improvement, ImprovementConfig config) {
        this.sessions = sessions;
        this.improvement = improvement;
        this.config = config;
    }

    /**
     * Begins a run. The first page is scheduled at once, so that a database or broker that is away is an answer of its own;
     * where either goes away later, the run waits for it for a while.
     *
     * @return the lines that tell of the run, which does the rest while somebody reads them
     */
    Uni<Multi<String>> schedule(Criterion criterion) {
        var tally = new Tally();
        return sessions.behind(Place.before(criterion), criterion)
                .call(page -> schedule(new LinkedHashSet<>(page.sessionIds()), tally))
                .map(page -> Report.of(tally, rest(page, criterion, tally)));
    }

    private Uni<Void> rest(Page first, Criterion criterion, Tally tally) {
        return first.end() == null
                ? Uni.createFrom().voidItem()
                : Multi.createBy().repeating().uni(() -> new AtomicReference<>(first.end()),
                        at -> page(at.get(), criterion, tally).invoke(page -> at.set(page.end())))
                        .whilst(page -> page.end() != null).onItem().ignoreAsUni();
    }

    /** What is tried again is the rest of a page: a second look would not find, and not count, what a batch holds by then. */
    private Uni<Page> page(Place place, Criterion criterion, Tally tally) {
        return patiently(sessions.behind(place, criterion), config.mostWait()).call(page -> {
            var left = new LinkedHashSet<>(page.sessionIds());
            return patiently(Uni.createFrom().deferred(() -> schedule(left, tally)), config.mostWait());
        });
    }

    private Uni<Void> schedule(Set<String> left, Tally tally) {
        return improvement.each(List.copyOf(left), ScheduleImprovement.UNTRACED).invoke(verdict -> {
            left.remove(verdict.sessionId());
            tally.add(verdict);
        }).onItem().ignoreAsUni();
    }
}
