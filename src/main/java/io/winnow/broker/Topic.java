package io.winnow.broker;

/** The topics of the service. */
public enum Topic {
    /** Improvement events: what is to be appended to a batch. */
    IMPROVEMENTS("session-improvements"),
    /** Announcements of released batches, for downstream trainers. */
    RELEASES("batch-released"),
    /** Records of {@link #IMPROVEMENTS} that could not be read or appended. */
    DEAD_LETTERS("session-improvements-dlq");

    private final String plainName;

    Topic(String plainName) {
        this.plainName = plainName;
    }

    /** The name before the configured prefix. */
    public String plainName() {
        return plainName;
    }

    /** The name on the broker. */
    public String name(TopicsConfig config) {
        return config.prefix().orElse("") + plainName;
    }
}
