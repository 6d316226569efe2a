package io.winnow.batch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The chain over a batch's snapshots, as the append folds it (V16): {@code d(0)} is 32 zero octets, {@code d(n) =
 * SHA-256(d(n-1) || SHA-256(line n))}.
 */
public final class BatchDigest {
    private final MessageDigest sha256 = sha256();
    private byte[] chain = new byte[32];

    /** Folds the next lines in. */
    public void add(SnapshotLines.Lines lines) {
        var utf8 = lines.utf8();
        var from = 0;
        for (var i = 0; i < utf8.length; i++) {
            if (utf8[i] == '\n') {
                sha256.update(utf8, from, i - from);
                var line = sha256.digest();
                sha256.update(chain);
                chain = sha256.digest(line);
                from = i + 1;
            }
        }
    }

    /** What it is by now: 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(chain);
    }

    /** SHA-256, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
