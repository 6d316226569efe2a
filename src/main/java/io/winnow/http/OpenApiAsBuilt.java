package io.winnow.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;

/**
 * Gives the OpenAPI document as the build wrote it, in both formats. At each start Quarkus would read it, by its parser for
 * YAML, and write both anew, to the same but for the order of their members. Where somebody configured which servers the
 * document names, and in development, it does.
 */
@Alternative
@Priority(1)
@Singleton
@Unremovable
class OpenApiAsBuilt extends OpenApiDocumentService {
    /** The name of the document, as JSON. */
    static final String DOCUMENT = OpenApiConstants.BASE_NAME + ".JSON";
    private static final String YAML = OpenApiConstants.BASE_NAME + ".YAML";

    private final ClassLoader resources = Thread.currentThread().getContextClassLoader();
    private final Map<Format, byte[]> documents = new ConcurrentHashMap<>();
    private final boolean asBuilt;

    OpenApiAsBuilt(Config config) {
        asBuilt = LaunchMode.current() != LaunchMode.DEVELOPMENT
                && Stream.of("quarkus.smallrye-openapi.servers", "mp.openapi.servers")
                        .allMatch(key -> config.getOptionalValue(key, String.class).isEmpty());
        if (asBuilt) {
            // Quarkus looks for the document right behind this, in the one place that is for nothing else.
            OpenApiConstants.classLoader = new Nothing();
        }
    }

    @PreDestroy
    void forget() {
        if (asBuilt) {
            OpenApiConstants.classLoader = null;
        }
    }

    /** @throws UncheckedIOException if what is packaged can't be read */
    @Override
    public byte[] getDocument(String name, Format format) {
        return asBuilt ? documents.computeIfAbsent(format, this::read) : super.getDocument(name, format);
    }

    private byte[] read(Format format) {
        try (InputStream document = resources.getResourceAsStream(format == Format.JSON ? DOCUMENT : YAML)) {
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has no resources. */
    private static class Nothing extends ClassLoader {
        Nothing() {
            super(null);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return null;
        }
    }
}
