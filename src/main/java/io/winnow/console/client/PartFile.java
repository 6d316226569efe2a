package io.winnow.console.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file while it is being loaded: its plain bytes so far in {@code FILE.part}, and in {@code FILE.part.json} what they are
 * bytes of, so that a later call can go on. The file itself appears when it is whole.
 */
final class PartFile implements Closeable {
    private static final int PIECE = 256 * 1024;

    private final Path file;
    private final Path part;
    private final PartNotes notes;
    private final FileChannel channel;
    private final Fingerprint fingerprint = new Fingerprint();

    private PartFile(Path file, Path part, PartNotes notes, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.notes = notes;
        this.channel = channel;
    }

    /** Opens the part of a file, with what an earlier call left of the same export. */
    static PartFile open(Path file, Query query, boolean restart) throws IOException {
        var part = beside(file, ".part");
        var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            lock(channel, part);
            var notes = PartNotes.read(beside(file, ".part.json"), query);
            if (restart || channel.size() == 0) {
                channel.truncate(0);
                notes.forget();
            } else {
                notes.check(part);
            }
            var opened = new PartFile(file, part, notes, channel);
            opened.readAgain();
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    PartNotes notes() {
        return notes;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    void write(byte[] from, int length) throws IOException {
        var bytes = ByteBuffer.wrap(from, 0, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        fingerprint.add(from, length);
    }

    /** Puts the whole file into its place, compressed if its name says so. */
    void finish() throws IOException {
        var coding = FileCoding.of(file);
        if (coding == FileCoding.plain) {
            channel.force(true);
            // While the lock is held, or another call could begin anew with what has just become the file.
            replace(part, file);
            channel.close();
        } else {
            var coded = beside(file, ".part.coded");
            try (var to = coding.encoded(Files.newOutputStream(coded))) {
                Channels.newInputStream(channel.position(0)).transferTo(to);
            }
            replace(coded, file);
            channel.close();
            Files.delete(part);
        }
        notes.forget();
    }

    @Override
    public void close() throws IOException {
        // One that nothing came of, since the service refused, is not worth keeping.
        var isEmpty = channel.isOpen() && channel.size() == 0;
        channel.close();
        if (isEmpty) {
            notes.forget();
            Files.deleteIfExists(part);
        }
    }

    static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void readAgain() throws IOException {
        var in = Channels.newInputStream(channel.position(0));
        var piece = new byte[PIECE];
        for (var count = in.read(piece); count >= 0; count = in.read(piece)) {
            fingerprint.add(piece, count);
        }
    }

    private static void lock(FileChannel channel, Path part) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held within this process.
        }
        throw new CommandFailed(CommandFailed.REFUSED, part + " is being written by another export");
    }
}
