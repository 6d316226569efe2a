package io.winnow.training;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * One side of a batch that is divided into train and test. Which side a session is on depends on it alone (for
 * {@code time}, on the batch too), so that a later run divides alike, and what was test at a smaller share stays test at a
 * larger one.
 *
 * @param testShare the share of the keys that are test, between 0 and 1
 * @param testFrom for {@code time}: sessions from this time on are test, UTC seconds
 */
public record Split(Side side, BigDecimal testShare, By by, long testFrom) {
    private static final int OCTETS = 8;
    private static final BigDecimal BUCKETS = new BigDecimal(BigInteger.TWO.pow(OCTETS * Byte.SIZE));

    /** The sides. */
    public enum Side {
        train,
        test
    }

    /** What is never on both sides. */
    public enum By {
        /** The same query, whatever its case and white space. */
        query,
        /** The same user; a session whose user is not known stands for itself. */
        user,
        /** Each session for itself. */
        session,
        /** The latest sessions are test. */
        time
    }

    boolean keeps(Snapshot snapshot) {
        return isTest(snapshot) == (side == Side.test);
    }

    private boolean isTest(Snapshot snapshot) {
        return switch (by) {
            case query -> isTest("q:" + normal(snapshot.query()));
            case user -> isTest(snapshot.userId() == null ? "s:" + snapshot.sessionId() : "u:" + snapshot.userId());
            case session -> isTest("s:" + snapshot.sessionId());
            case time -> snapshot.createdAt() >= testFrom;
        };
    }

    /** The key's SHA-256 as a number from 0 to 1, by its first octets. */
    private boolean isTest(String key) {
        var hash = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
        var number = new BigDecimal(new BigInteger(1, Arrays.copyOf(hash, OCTETS)));
        return number.compareTo(testShare.multiply(BUCKETS)) < 0;
    }

    static String normal(String query) {
        return Normalizer.normalize(query, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }
}
