package io.winnow.batch;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import org.hibernate.annotations.Formula;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

/** A numbered, growing list of snapshots. Its rows are begun and counted by the append (V21), closed here. */
@Entity
@Table(name = "batch")
public class Batch extends PanacheEntityBase {
    /** Written out: for a parameter no plan could use the index of what is collecting (ADR 29). */
    private static final String COLLECTING = "status = collecting";

    @Id
    @Column(name = "batch_id")
    public Long id;

    @Enumerated(EnumType.STRING)
    public BatchStatus status;

    @Column(name = "session_count")
    public int sessionCount;

    @Column(name = "event_count")
    public long eventCount;

    /** Improvement events whose session had gone when they were to be appended. */
    @Column(name = "left_out")
    public int leftOut;

    /** The chain over what it holds, 32 octets, folded by the append; see docs/training-data.md, "Proof". */
    public byte[] digest;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "release_id")
    public String releaseId;

    /** Who released it and why, as the caller put it; {@code null} where nothing was said. */
    public String note;

    @Column(name = "released_at")
    public Instant releasedAt;

    @Column(name = "announcement_id")
    public UUID announcementId;

    /** When the broker had the announcement. The outbox knows: kept twice, the two could disagree. */
    @Formula("(select o.sent_at from outbox o where o.id = announcement_id)")
    public Instant announcedAt;

    public boolean isCollecting() {
        return status == BatchStatus.collecting;
    }

    /** The digest as it is told: 64 hexadecimal digits. */
    public String digestHex() {
        return HexFormat.of().formatHex(digest);
    }

    /**
     * Closes the batch. Its row must be locked, or an append could come after.
     *
     * @param note who releases and why, or {@code null}
     * @param announcement the id of the message that tells of it
     */
    public void release(String releaseId, String note, Instant at, UUID announcement) {
        status = status.release();
        this.releaseId = releaseId;
        this.note = note;
        releasedAt = at;
        announcementId = announcement;
    }

    /** The batch that is being collected, its row locked until the transaction ends; {@code null} when there is none. */
    public static Uni<Batch> lockCollecting() {
        return Batch.<Batch>find(COLLECTING).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** The batch that is being collected; {@code null} when there is none. */
    public static Uni<Batch> collecting() {
        return Batch.<Batch>find(COLLECTING).firstResult();
    }

    /** The batch that was released under this id; {@code null} when there is none. */
    public static Uni<Batch> releasedAs(String releaseId) {
        return Batch.<Batch>find("releaseId", releaseId).firstResult();
    }

    /** One batch; fails with 404 when there is none. */
    public static Uni<Batch> existing(String batchId) {
        return Batch.<Batch>findById(Batches.parse(batchId))
                .onItem().ifNull().failWith(() -> Batches.notFound(batchId));
    }

    /** Batches below an id, newest first. */
    static Uni<List<Batch>> before(long id, BatchStatus status, int most) {
        if (status == BatchStatus.collecting) {
            // One at most. Ordered by id a plan could look for it through all batches.
            return collecting().map(batch -> batch == null || batch.id >= id ? List.of() : List.of(batch));
        }
        var newestFirst = Sort.descending("id");
        var query = status == null
                ? Batch.<Batch>find("id < ?1", newestFirst, id)
                : Batch.<Batch>find("id < ?1 and status = ?2", newestFirst, id, status);
        return query.page(Page.ofSize(most)).list();
    }
}
