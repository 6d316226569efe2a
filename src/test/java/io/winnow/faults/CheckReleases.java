package io.winnow.faults;

import static io.winnow.faults.Invariant.NOTHING_LEFT_BEHIND;
import static io.winnow.faults.Invariant.NUMBERS_ARE_DENSE;
import static io.winnow.faults.Invariant.ONE_BATCH_A_RELEASE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Topics;

/** Holds what was answered to releases against what is stored. */
final class CheckReleases {
    private final Ledger ledger;
    private final Stored stored;
    private final Findings findings;
    /** By when a schedule was acknowledged: the latest batch that it, or one acknowledged before it, is in. */
    private final TreeMap<Long, Long> latestBatch = new TreeMap<>();

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
                        .ifPresent(row -> latestBatch.merge(acknowledged.at(), row.batch(), Math::max));
            }
        }
        var latest = 0L;
        for (var entry : latestBatch.entrySet()) {
            latest = Math.max(latest, entry.getValue());
            entry.setValue(latest);
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
        if (latestBefore(release.began()) > answer.get("batch_id").asLong()) {
            findings.broken(NOTHING_LEFT_BEHIND, "%s, but what was acknowledged before is in batch %d", answer,
                    latestBefore(release.began()));
        }
    }

    /** Nothing was collecting: then all that was acknowledged before had been released. */
    private void check(Ledger.FoundNothing answer) {
        var latest = latestBefore(answer.began());
        if (latest > 0) {
            Instant releasedAt = stored.batches().get(latest).releasedAt();
            if (releasedAt == null || releasedAt.isAfter(answer.ended().plus(Duration.ofSeconds(1)))) {
                findings.broken(NOTHING_LEFT_BEHIND, "nothing was said to collect, while batch %d did", latest);
            }
        }
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

    private long latestBefore(long nanos) {
        Map.Entry<Long, Long> before = latestBatch.lowerEntry(nanos);
        return before == null ? 0 : before.getValue();
    }
}
