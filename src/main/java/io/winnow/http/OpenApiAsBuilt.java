package io.winnow.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.Unremovable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;

/**
 * Gives the OpenAPI document as the build wrote it, in both formats. At each start Quarkus would read it, by its parser for
 * YAML, and write both anew, to the same but for the order of their members. Where somebody configured which servers the
 * document names, that is what has to be done.
 */
@Alternative
@Priority(1)
@Singleton
@Unremovable
@UnlessBuildProfile("dev")
class OpenApiAsBuilt extends OpenApiDocumentService {
    private final ClassLoader resources = Thread.currentThread().getContextClassLoader();
    private final boolean unchanged;

    OpenApiAsBuilt(@ConfigProperty(name = "quarkus.smallrye-openapi.servers") Optional<String> servers) {
        unchanged = servers.isEmpty();
        if (unchanged) {
            // Made right before Quarkus looks for the document, in the one place that is only looked at for that.
            OpenApiConstants.classLoader = new Nothing();
        }
    }

    @Override
    public byte[] getDocument(String name, Format format) {
        if (!unchanged) {
            return super.getDocument(name, format);
        }
        try (InputStream built = resources.getResourceAsStream(OpenApiConstants.BASE_NAME + "." + format)) {
            return built.readAllBytes();
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
