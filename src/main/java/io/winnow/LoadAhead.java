package io.winnow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.runtime.ImageMode;

/**
 * Loads the classes that a start comes to, while it comes to them: a start is mostly one thread that waits for one
 * class after the other to be read. None is initialised here, so that all happens in the order in which it would anyhow.
 * <p>
 * Which they are is written down by the benchmark. A class that is not there any more does no harm.
 */
public final class LoadAhead {
    /** In each line a package and the names of its classes, in the order in which a start comes to them. */
    public static final String LIST = "classes-of-start.txt";

    private LoadAhead() {}

    /** Begins, where there is a processor to spare. An executable has all its classes, and could load none by its name. */
    static void begin() {
        if (ImageMode.current() == ImageMode.JVM && Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(LoadAhead::load, "load-ahead");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        try {
            for (String name : names()) {
                load(name);
            }
        } catch (IOException | RuntimeException e) {
            // No list, or none that can be read: then the start loads them, and fails if it can't.
        }
    }

    /** The full names of the classes. Without a lambda or {@code +}: the JVM would make classes for them, ahead of the first here. */
    public static List<String> names() throws IOException {
        List<String> names = new ArrayList<>(16_384);
        for (String line : list().split("\\R")) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length; i++) {
                names.add(words[0].concat(".").concat(words[i]));
            }
        }
        return names;
    }

    private static String list() throws IOException {
        // Asked for by a class and a constant, GraalVM would put it into the executable.
        try (InputStream list = Thread.currentThread().getContextClassLoader().getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, LoadAhead.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Out of a newer library, or left out of this build: whoever needs it will say so.
        }
    }
}
