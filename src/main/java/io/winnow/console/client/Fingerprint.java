package io.winnow.console.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the bytes of a file come to, as they pass: their length, their SHA-256, their lines, and the chain over these. */
final class Fingerprint {
    private final MessageDigest whole = sha256();
    private final MessageDigest line = sha256();
    private final MessageDigest link = sha256();
    private byte[] chain = new byte[32];
    private long bytes;
    private long lines;

    void add(byte[] from, int length) {
        whole.update(from, 0, length);
        bytes += length;
        var begin = 0;
        for (var i = 0; i < length; i++) {
            if (from[i] == '\n') {
                line.update(from, begin, i - begin);
                fold(line.digest());
                begin = i + 1;
            }
        }
        line.update(from, begin, length - begin);
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return lines;
    }

    /** The SHA-256 of all bytes so far. For once, at the end. */
    String sha256Hex() {
        return HexFormat.of().formatHex(whole.digest());
    }

    /** A batch's digest, if these were its snapshots: d(0) is 32 zero octets, d(n) = SHA-256(d(n-1) || SHA-256(line n)). */
    String chainHex() {
        return HexFormat.of().formatHex(chain);
    }

    private void fold(byte[] lineDigest) {
        link.update(chain);
        chain = link.digest(lineDigest);
        lines++;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it.
            throw new IllegalStateException(e);
        }
    }
}
