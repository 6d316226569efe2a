package io.winnow.kubernetes;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.Yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The files as they stand, and what Kustomize makes of them. */
final class Manifests {
    static final Path ROOT = Path.of("src/main/kubernetes");
    private static final Path KUSTOMIZED = Path.of("kustomization.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifests() {}

    static List<Path> files() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static JsonNode read(String file) throws IOException {
        return read(ROOT.resolve(file));
    }

    static JsonNode read(Path file) throws IOException {
        return documents(Files.readString(file)).get(0);
    }

    static List<JsonNode> documents(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(new StringReader(yaml)).spliterator(), false)
                .<JsonNode>map(JSON::valueToTree).toList();
    }

    /** The resources that a directory lists; its patches are only parts of some. */
    static List<JsonNode> resources(String directory) throws IOException {
        var names = elements(read(ROOT.resolve(directory).resolve(KUSTOMIZED)).path("resources"))
                .map(JsonNode::asText).filter(name -> name.endsWith(".yaml")).toList();
        var resources = new ArrayList<JsonNode>();
        for (var name : names) {
            resources.add(read(directory + "/" + name));
        }
        return resources;
    }

    /** All settings of the base and the overlay, as {@code NAME=value}. */
    static List<String> settings() throws IOException {
        return Stream.of(read("base/kustomization.yaml"), read("overlays/example/kustomization.yaml"))
                .flatMap(file -> elements(file.path("configMapGenerator")))
                .flatMap(map -> elements(map.path("literals"))).map(JsonNode::asText).toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** What Kustomize makes of a directory; the caller made sure that it is here. */
    static List<JsonNode> built(String directory) throws IOException, InterruptedException {
        var kustomize = new ProcessBuilder("kubectl", "kustomize", ROOT.resolve(directory).toString())
                .redirectError(Redirect.INHERIT).start();
        var yaml = new String(kustomize.getInputStream().readAllBytes());
        if (kustomize.waitFor() != 0) {
            throw new IllegalStateException("kubectl kustomize fails for " + directory);
        }
        return documents(yaml);
    }

    static boolean isKubectlHere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    }
}
