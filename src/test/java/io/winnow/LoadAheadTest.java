package io.winnow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class LoadAheadTest {

    @Test
    void the_classes_of_the_list_are_there() throws IOException {
        var names = LoadAhead.names();
        assertThat(names).hasSizeGreaterThan(5_000).doesNotHaveDuplicates();

        var gone = names.stream().filter(name -> !isThere(name)).toList();

        // An upgrade takes some away, and then brings others.
        assertThat(gone.size()).as("classes that are gone: make %s anew, as ADR 23 says; e.g. %s",
                LoadAhead.LIST, gone.stream().limit(5).toList()).isLessThan(names.size() / 50);
    }

    private static boolean isThere(String name) {
        return LoadAhead.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }
}
