package io.winnow.faults;

import static io.winnow.faults.Invariant.NOTHING_LEFT_BEHIND;
import static io.winnow.faults.Invariant.NUMBERS_ARE_DENSE;
import static io.winnow.faults.Invariant.ONE_BATCH_A_RELEASE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Topics;

/** Holds what was answered to releases against what is stored. */
final class CheckReleases {
    private final Ledger ledger;
    private final Stored stored;
    private final Findings findings;
    /** By when a schedule was acknowledged: of it and those before it, the one that is in the latest batch. */
    private final TreeMap<Long, Landed> latest = new TreeMap<>();

    /** Where a session went after a schedule was acknowledged. */
    private record Landed(long batch, Track session, Track.Acknowledged acknowledged) {
        private Landed later(Landed other) {
            return other.batch > batch ? other : this;
        }

        @Override
        public String toString() {
            return "%s of %s is in batch %d".formatted(acknowledged, session, batch);
        }
    }

    CheckReleases(Ledger ledger, Stored stored, Findings findings) {
        this.ledger = ledger;
        this.stored = stored;
        this.findings = findings;
    }

    void check() {
        orderAcknowledgements();
        ledger.releases().forEach(this::check);
        ledger.foundNothing().forEach(this::check);
        stored.batches().values().forEach(this::check);
    }

    private void orderAcknowledgements() {
        for (var session : ledger.sessions()) {
            if (ledger.bad().contains(session.id)) {
                // The dead letters have it: no release waits for those.
                continue;
            }
            for (var acknowledged : session.acknowledged) {
                stored.rows(session.id).stream().filter(row -> row.version() >= acknowledged.version()).findFirst()
                        .map(row -> new Landed(row.batch(), session, acknowledged))
                        .ifPresent(landed -> latest.merge(acknowledged.at(), landed, Landed::later));
            }
        }
        Landed before = null;
        for (var entry : latest.entrySet()) {
            before = before == null ? entry.getValue() : before.later(entry.getValue());
            entry.setValue(before);
        }
    }

    private void check(Ledger.Asked release) {
        if (release.answers().isEmpty()) {
            return;
        }
        findings.count("releases");
        if (release.answers().size() > 1) {
            findings.broken(ONE_BATCH_A_RELEASE, "%s had several answers: %s", release.id(), release.answers());
        }
        var answer = DocumentSchemas.json(Topics.bytes(release.answers().iterator().next()));
        var batch = stored.batches().get(answer.get("batch_id").asLong());
        if (batch == null || !release.id().equals(batch.releaseId())
                || batch.sessions() != answer.get("session_count").intValue()
                || batch.releasedAt().getEpochSecond() != answer.get("released_at").longValue()) {
            findings.broken(ONE_BATCH_A_RELEASE, "answered was %s, stored is %s", answer, batch);
        }
        latestBefore(release.began()).filter(landed -> landed.batch() > answer.get("batch_id").asLong())
                .ifPresent(landed -> findings.broken(NOTHING_LEFT_BEHIND, "%s was asked for at %s, but %s", answer,
                        Track.clock(release.began()), landed));
    }

    /** Nothing was collecting: then all that was acknowledged before had been released. */
    private void check(Ledger.FoundNothing answer) {
        latestBefore(answer.began()).ifPresent(landed -> {
            Instant releasedAt = stored.batches().get(landed.batch()).releasedAt();
            if (releasedAt == null || releasedAt.isAfter(answer.ended().plus(Duration.ofSeconds(1)))) {
                findings.broken(NOTHING_LEFT_BEHIND, "nothing was said to collect, while %s", landed);
            }
        });
    }

    private void check(Stored.Batch batch) {
        var numbers = stored.rows().values().stream().flatMap(List::stream).filter(row -> row.batch() == batch.id())
                .mapToInt(Stored.Row::number).sorted().toArray();
        for (var i = 0; i < numbers.length; i++) {
            if (numbers[i] != i + 1) {
                findings.broken(NUMBERS_ARE_DENSE, "batch %d has %d in place of %d", batch.id(), numbers[i], i + 1);
                break;
            }
        }
        if (numbers.length != batch.sessions() || numbers.length == 0) {
            findings.broken(NUMBERS_ARE_DENSE, "batch %d has %d snapshots and says %d", batch.id(), numbers.length,
                    batch.sessions());
        }
        if (batch.isReleased() && ledger.releases().stream().noneMatch(asked -> asked.id().equals(batch.releaseId()))) {
            findings.broken(ONE_BATCH_A_RELEASE, "nobody asked for %s", batch);
        }
    }

    private Optional<Landed> latestBefore(long nanos) {
        return Optional.ofNullable(latest.lowerEntry(nanos)).map(Map.Entry::getValue);
    }
}
