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

/**
 * Writes those jars of a packaged application anew, uncompressed, that hold classes which a start loads: to inflate
 * them is a tenth of its time. All other jars stay as they are. Run from its source by the build, a second time it
 * changes nothing.
 */
final class StoreUncompressed {

    private StoreUncompressed() {}

    /** Takes the directory of the application, and the list of the classes: in each line a package and the names in it. */
    public static void main(String... args) throws IOException {
        Set<String> classes = classes(Path.of(args[1]));
        for (Path jar : jars(Path.of(args[0]))) {
            if (holdsAnyOf(classes, jar)) {
                store(jar);
            }
        }
    }

    private static Set<String> classes(Path list) throws IOException {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.map(line -> line.split(" ")).flatMap(words -> Stream.of(words).skip(1)
                    .map(name -> words[0].replace('.', '/') + "/" + name + ".class")).collect(Collectors.toSet());
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static boolean holdsAnyOf(Set<String> classes, Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> classes.contains(entry.getName()));
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
        }
        // A build of the same sources has the same files, and their times are part of what a cache of classes is held to.
        Files.setLastModifiedTime(stored, Files.getLastModifiedTime(jar));
        Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ZipEntry stored(ZipEntry entry) {
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getSize());
        stored.setCrc(entry.getCrc());
        // Of no time zone, as it stands in the file.
        stored.setTimeLocal(entry.getTimeLocal());
        return stored;
    }
}
