package io.winnow.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The directory that holds all data of the embedded servers, kept by one process at a time. */
final class DataDirectory implements AutoCloseable {

    /** A second look at the lock file within this process would release the lock, so don't look. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes the directory if need be and keeps it until {@link #close}, or until the process dies. */
    static DataDirectory keep(Path path) {
        try {
            Path root = Files.createDirectories(path).toRealPath();
            if (!HELD.add(root)) {
                throw inUse(path);
            }
            FileChannel lock = FileChannel.open(root.resolve("winnow.lock"), CREATE, WRITE);
            if (lock.tryLock() == null) {
                lock.close();
                HELD.remove(root);
                throw inUse(path);
            }
            return new DataDirectory(root, lock);
        } catch (IOException e) {
            throw CannotStart.because("Cannot keep data in %s (winnow.embedded.data-dir)".formatted(path), e);
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** The directories whose name begins like this. */
    List<Path> list(String prefix) throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> child.getFileName().toString().startsWith(prefix)).toList();
        }
    }

    /** A new, empty directory whose name begins like this. */
    Path draft(String prefix) throws IOException {
        return Files.createTempDirectory(root, prefix);
    }

    @Override
    public void close() {
        if (!lock.isOpen()) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(root);
        }
    }

    private static CannotStart inUse(Path path) {
        return CannotStart.because(
                "The data directory %s is in use by another Winnow: stop that one, or set winnow.embedded.data-dir to another."
                        .formatted(path.toAbsolutePath().normalize()));
    }
}
