package io.winnow.batch;

/** The states of a batch, named as in the contract and in the table. See docs/state-machine.md. */
public enum BatchStatus {
    /** Snapshots are appended; there is one such batch at a time. */
    collecting {
        @Override
        BatchStatus release() {
            return released;
        }
    },
    /** Nothing changes any more. */
    released;

    /** The one legal step. */
    BatchStatus release() {
        throw new IllegalStateException("A released batch can't be released again");
    }
}
