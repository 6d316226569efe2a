package io.winnow.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Which methods a path takes. A 405 has to say so (RFC 9110, 15.5.6), and Quarkus REST doesn't tell it: the OpenAPI
 * document does, that the build makes of the resources.
 */
@Singleton
class AllowedMethods {
    private static final String DOCUMENT = OpenApiAsBuilt.DOCUMENT;
    private static final Set<String> OPERATIONS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode paths;

    AllowedMethods(ObjectMapper mapper) throws IOException {
        try (InputStream document = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            paths = mapper.readTree(document).path("paths");
        }
    }

    /** Whether there is such a path. */
    boolean know(String path) {
        return paths.has(path);
    }

    /** The methods of a path as the header Allow lists them, with those that the framework adds. */
    String of(String path) {
        var methods = paths.path("/" + path.replaceAll("^/+|/+$", "")).properties().stream()
                .map(operation -> operation.getKey()).filter(OPERATIONS::contains)
                .map(method -> method.toUpperCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
