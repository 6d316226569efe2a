package io.winnow.training;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The chain over a batch's snapshots, as the append folds it (V21): {@code d(0)} is 32 zero octets, {@code d(n) =
 * SHA-256(d(n-1) || SHA-256(line n))}.
 */
public final class BatchDigest {
    private final MessageDigest sha256 = Sha256.begun();
    private byte[] chain = new byte[32];

    /** Folds the next lines in, each ended by a line feed. */
    public void add(byte[] utf8) {
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
}
