package io.winnow.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import io.winnow.batch.SnapshotLines.Lines;
import io.winnow.training.BatchDigest;
import io.winnow.training.Lessons;
import io.winnow.training.Recipe;
import io.winnow.training.RowWriter;
import io.winnow.training.RowWriters;
import io.winnow.training.Sha256;
import io.winnow.training.Snapshot;

/**
 * Turns lines of a batch into the bytes of a file, piece by piece, so that one session with many rows takes no more memory
 * than others. Not for two threads at once.
 */
final class Encoder {
    private static final int A_PIECE = 128 * 1024;

    private final Recipe recipe;
    private final Lessons lessons;
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final RowWriter writer;
    private final BatchDigest digest = new BatchDigest();
    private final MessageDigest sha256 = Sha256.begun();
    private Iterator<Object[]> rows = Collections.emptyIterator();
    private byte[] lines = {};
    private int position;
    private long bytes;

    Encoder(Recipe recipe, Lessons lessons) {
        this.recipe = recipe;
        this.lessons = lessons;
        writer = recipe.isPlainLines() ? null : RowWriters.of(recipe, lessons, sink);
    }

    /** Takes lines, when those before have been used up. */
    void take(Lines next) {
        digest.add(next.utf8());
        lines = next.utf8();
        position = 0;
        if (recipe.isWholeLines()) {
            lessons.passed(next.sessions());
            sink.writeBytes(lines);
            position = lines.length;
        }
    }

    /** The next bytes; none when the lines have been used up. */
    byte[] piece() {
        try {
            while (sink.size() < A_PIECE && (rows.hasNext() || position < lines.length)) {
                if (rows.hasNext()) {
                    writer.write(rows.next());
                } else {
                    rows = next();
                }
            }
            return drained();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last bytes, behind all lines. */
    byte[] end() {
        try {
            if (writer != null) {
                writer.close();
            }
            return drained();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chain over the lines that it has taken. */
    String digest() {
        return digest.hex();
    }

    /** How many bytes there are by now. */
    long bytes() {
        return bytes;
    }

    /** Their SHA-256, when there are no more to come: 64 hexadecimal digits. */
    String sha256() {
        return Sha256.hex(sha256);
    }

    private Iterator<Object[]> next() {
        var from = position;
        while (lines[position] != '\n') {
            position++;
        }
        position++;
        var length = position - 1 - from;
        var snapshot = recipe.isWhole() ? Snapshot.whole(lines, from, length) : Snapshot.of(lines, from, length);
        if (!recipe.isPlainLines()) {
            return lessons.rows(snapshot).iterator();
        }
        if (lessons.keeps(snapshot)) {
            sink.write(lines, from, position - from);
        }
        return List.<Object[]>of().iterator();
    }

    private byte[] drained() {
        var piece = sink.toByteArray();
        sink.reset();
        sha256.update(piece);
        bytes += piece.length;
        return piece;
    }
}
