import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import io.winnow.LoadAhead;

/**
 * Writes those jars of a packaged application anew, uncompressed, that hold classes which a start loads: to inflate
 * them takes a part of it. All other jars stay as they are. Run from its source by the build, with our classes.
 */
final class StoreUncompressed {

    private StoreUncompressed() {}

    /**
     * Takes the directory of the application. Where there is none it is packaged in another way, and nothing is done.
     */
    public static void main(String... args) throws IOException {
        Path application = Path.of(args[0]);
        if (Files.isDirectory(application)) {
            Set<String> classes = LoadAhead.names().stream().map(name -> name.replace('.', '/') + ".class")
                    .collect(Collectors.toSet());
            for (Path jar : jars(application)) {
                if (hasToInflate(classes, jar)) {
                    store(jar);
                }
            }
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static boolean hasToInflate(Set<String> classes, Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream().anyMatch(
                    entry -> entry.getMethod() != ZipEntry.STORED && classes.contains(entry.getName()));
        }
    }

    private static void store(Path jar) throws IOException {
        Path stored = jar.resolveSibling(jar.getFileName() + ".stored");
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(stored), 1 << 16);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(stored(entry));
                from.getInputStream(entry).transferTo(to);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(jar + " can't be stored uncompressed: " + e.getMessage(), e);
        }
        Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** With its time, its extra fields and its comment. */
    private static ZipEntry stored(ZipEntry entry) {
        ZipEntry stored = new ZipEntry(entry);
        stored.setMethod(ZipEntry.STORED);
        stored.setCompressedSize(entry.getSize());
        return stored;
    }
}
