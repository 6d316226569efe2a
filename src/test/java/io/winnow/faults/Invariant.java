package io.winnow.faults;

/** What has to hold whatever dies: the list that docs/reliability.md explains. */
enum Invariant {
    /** What a client was told is stored is there (promise 8). */
    INTAKE_IS_KEPT,
    /** Each acknowledged schedule is in exactly one batch (promises 1 and 2). */
    SCHEDULED_IS_IN_ONE_BATCH,
    /** No session is twice in a batch, or in one state in two (promise 2). */
    NOTHING_TWICE,
    /** Every snapshot is one that somebody asked for, and holds what the client had sent by then (promises 2 and 4). */
    NOTHING_UNASKED,
    /** 1, 2, 3, … in every batch (promise 3). */
    NUMBERS_ARE_DENSE,
    /** A release leaves nothing behind that was acknowledged before its first call (promise 5). */
    NOTHING_LEFT_BEHIND,
    /** One batch and one answer for each release id, and never two batches that collect (promise 8). */
    ONE_BATCH_A_RELEASE,
    /** Each released batch is announced, by one id, and nothing else is (promise 6). */
    ANNOUNCED_AS_RELEASED,
    /** A number has the same bytes in every walk, also after the release (promises 3 and 4). */
    SNAPSHOTS_NEVER_CHANGE,
    /** Bad records are in the dead letters, and nothing else is (promise 7). */
    DEAD_LETTERS_ARE_THE_BAD,
    /** When everything is back, the outbox empties and the lag falls to 0 by itself (promise 7). */
    WORK_GOES_ON,
    /** Calls answer in time, with what the contract lists (promise 7). */
    ANSWERS_IN_TIME,
    /** Health checks tell the truth: live while it runs, ready when it can work. */
    HEALTH_TELLS_THE_TRUTH
}
