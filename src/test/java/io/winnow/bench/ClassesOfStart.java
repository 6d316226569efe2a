package io.winnow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which classes of the package a start loads, as {@link io.winnow.LoadAhead} reads them: in the order of their packages' first. */
record ClassesOfStart(Path log) {
    // What is made while it runs comes from no file, and the JDK's from none of these.
    private static final Pattern PACKAGED = Pattern.compile("(\\S+)\\.(\\S+) source: file:\\S+/quarkus-app/\\S+/\\S+");

    /** What has a JVM write the log; on one processor, where nothing is loaded ahead. */
    List<String> jvm() {
        return List.of("-XX:ActiveProcessorCount=1", "-Xlog:class+load:file=" + log + ":none");
    }

    String list() throws IOException {
        try (var lines = Files.lines(log)) {
            var byPackage = lines.map(PACKAGED::matcher).filter(line -> line.matches())
                    .collect(Collectors.groupingBy(line -> line.group(1), LinkedHashMap::new,
                            Collectors.mapping(line -> line.group(2), Collectors.toCollection(LinkedHashSet::new))));
            return byPackage.entrySet().stream().map(ClassesOfStart::line).collect(Collectors.joining());
        }
    }

    private static String line(Map.Entry<String, LinkedHashSet<String>> classes) {
        return classes.getKey() + " " + String.join(" ", classes.getValue()) + "\n";
    }
}
