package io.winnow.outbox;

import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.winnow.broker.CloudEvents;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;

/**
 * Sends what the outbox holds: claim, send, settle, with no connection to the database held while the broker is spoken to.
 * Each message goes out at least once; with several instances their order is not promised.
 */
@ApplicationScoped
public class RelayOutbox {
    private static final Logger LOG = Logger.getLogger(RelayOutbox.class);

    private final Outbox outbox;
    private final CloudEvents events;
    private final Meters meters;
    private final OutboxConfig config;

    RelayOutbox(Outbox outbox, CloudEvents events, Meters meters, OutboxConfig config) {
        this.outbox = outbox;
        this.events = events;
        this.meters = meters;
        this.config = config;
    }

    /** Sends a message again as it was sent before, with the same id, time and value; tells whether there is one. */
    public Uni<Boolean> sendAgain(UUID id) {
        return outbox.reopen(id).invoke(this::wake);
    }

    /** Looks for messages right now, in the background; the schedule finds whatever this misses. */
    public void wake() {
        relay().subscribe().with(done -> {}, failure -> LOG.debugf("The relay will try again: %s", failure));
    }

    @Scheduled(every = "${winnow.outbox.relay-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> onSchedule() {
        return relay().chain(outbox::oldestUnsent).invoke(meters::outboxAge).replaceWithVoid()
                // A round that never ends would be the last: the claims have run out by then.
                .ifNoItem().after(config.claim().multipliedBy(2)).fail()
                .onFailure().invoke(failure -> LOG.debugf("The relay will try again: %s", failure))
                .onFailure().recoverWithNull();
    }

    /** Sends until nothing is left that can be claimed, or a round fails. */
    Uni<Void> relay() {
        return round().chain(sent -> sent == config.round() ? relay() : Uni.createFrom().voidItem());
    }

    /** One round: how many messages were sent. */
    private Uni<Integer> round() {
        var timer = Timer.start();
        return outbox.claim(config.round(), config.claim())
                .chain(this::send)
                .call(outcomes -> outbox.settle(ids(outcomes, Outcome::isSent)))
                .call(outcomes -> outbox.giveBack(ids(outcomes, outcome -> !outcome.isSent())))
                .map(outcomes -> ids(outcomes, Outcome::isSent).size())
                .invoke(() -> timer.stop(meters.relay()));
    }

    private record Outcome(UUID id, boolean isSent) {}

    private Uni<List<Outcome>> send(List<OutboxMessage> messages) {
        return Multi.createFrom().iterable(messages).onItem().transformToUniAndMerge(this::send).collect().asList();
    }

    private Uni<Outcome> send(OutboxMessage message) {
        return events.sendFromOutbox(message.event(), message.traceparent)
                .map(done -> new Outcome(message.id, true))
                .invoke(() -> Noted.subject(LOG, INFO, message.subject, "Sent %s of %s as %s", message.type,
                        message.subject, message.id))
                .onFailure().invoke(failure -> Noted.subject(LOG, WARN, message.subject,
                        "Could not send %s, trying again: %s", message.id, failure))
                .onFailure().recoverWithItem(new Outcome(message.id, false))
                .invoke(outcome -> meters.announcements(outcome.isSent() ? "sent" : "failed", 1));
    }

    private static List<UUID> ids(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream().filter(which).map(Outcome::id).toList();
    }
}
