package io.winnow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

import io.winnow.testing.WinnowProcess;

/** Against what is packaged, which has the classes that Quarkus generates. */
@DisabledIfSystemProperty(named = WinnowProcess.EXECUTABLE, matches = ".+", disabledReason = "the executable has no list")
class LoadAheadIT {

    @Test
    void the_classes_of_the_list_are_there() throws IOException {
        var names = LoadAhead.names();
        assertThat(names).hasSizeGreaterThan(5_000).doesNotHaveDuplicates();

        // An upgrade takes some away, and then brings others; so does work on our own.
        var packaged = packaged();
        assertFew(names, packaged, 50);
        assertFew(names.stream().filter(name -> name.startsWith("io.winnow.")).toList(), packaged, 10);
    }

    @Test
    void none_of_them_has_to_be_inflated() throws IOException {
        var classes = LoadAhead.names().stream().map(LoadAheadIT::entry).collect(Collectors.toSet());

        assertThat(entries()).as("src/build/StoreUncompressed.java packs them, unless exec.skip is set")
                .filteredOn(entry -> classes.contains(entry.getName()) && entry.getMethod() != ZipEntry.STORED)
                .isEmpty();
    }

    private static void assertFew(List<String> names, Set<String> packaged, int part) {
        var gone = names.stream().filter(name -> !packaged.contains(entry(name))).toList();

        assertThat(gone.size()).as("classes that are gone: make %s anew, as ADR 23 says; e.g. %s",
                LoadAhead.LIST, gone.stream().limit(5).toList()).isLessThan(names.size() / part);
    }

    /** Where a class stands in its jar. */
    private static String entry(String name) {
        return name.replace('.', '/') + ".class";
    }

    private static Set<String> packaged() throws IOException {
        return entries().stream().map(ZipEntry::getName).collect(Collectors.toSet());
    }

    private static List<JarEntry> entries() throws IOException {
        var entries = new ArrayList<JarEntry>();
        try (var files = Files.walk(Path.of(System.getProperty("winnow.jar")).getParent())) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (var opened = new JarFile(jar.toFile())) {
                    opened.stream().forEach(entries::add);
                }
            }
        }
        return entries;
    }
}
