package io.winnow.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the native-image tool is given: {@code target/native/native-sources}, as a plain build leaves it.
 *
 * @param arguments one by one
 * @param libraries the names of the jars beside the application's
 * @param reflection what is registered, by the class's name; nothing of those it has to do with
 * @param jni likewise, for code in other languages
 * @param resources patterns of resources' names
 */
record NativeSources(List<String> arguments, List<String> libraries, Map<String, JsonNode> reflection,
        Map<String, JsonNode> jni, List<Pattern> resources) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CONFIGURATION = "META-INF/native-image/.*";

    static NativeSources read(Path directory) throws IOException {
        var libraries = directory.resolve("lib");
        var reflection = new TreeMap<String, JsonNode>();
        var jni = new TreeMap<String, JsonNode>();
        var resources = new ArrayList<Pattern>();
        // Libraries may bring what they need themselves.
        for (var jar : Stream.concat(list(directory), list(libraries)).filter(NativeSources::isJar).toList()) {
            configuration(jar, "reflect-config.json").forEach(file -> add(file, reflection));
            configuration(jar, "jni-config.json").forEach(file -> add(file, jni));
            configuration(jar, "resource-config.json").forEach(file -> file.at("/resources/includes")
                    .forEach(include -> resources.add(Pattern.compile(include.get("pattern").asText()))));
        }
        return new NativeSources(
                List.of(Files.readString(directory.resolve("native-image.args")).strip().split("\\s+")),
                list(libraries).map(file -> file.getFileName().toString()).toList(), reflection, jni, resources);
    }

    /** The names of the classes all of whose own members are registered, as Jackson and Hibernate want it. */
    Set<String> lookedInto() {
        return reflection.values().stream()
                .filter(one -> Stream.of("Constructors", "Methods", "Fields")
                        .allMatch(members -> one.path("allDeclared" + members).asBoolean()))
                .map(one -> one.get("name").asText()).collect(Collectors.toSet());
    }

    boolean includes(String resource) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    }

    /** Several files may tell of one class: what any of them says holds. */
    private static void add(JsonNode file, Map<String, JsonNode> classes) {
        file.forEach(one -> classes.merge(one.get("name").asText(), one,
                (before, more) -> ((ObjectNode) before).setAll((ObjectNode) more)));
    }

    private static List<JsonNode> configuration(Path jar, String name) throws IOException {
        var files = new ArrayList<JsonNode>();
        try (var open = new JarFile(jar.toFile())) {
            for (var entry : open.stream().filter(one -> one.getName().matches(CONFIGURATION + name)).toList()) {
                try (InputStream content = open.getInputStream(entry)) {
                    files.add(MAPPER.readTree(content));
                }
            }
        }
        return files;
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static Stream<Path> list(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            return StreamSupport.stream(files.spliterator(), false).toList().stream();
        }
    }
}
