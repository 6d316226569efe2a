package io.winnow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Whether Quarkus finds the document, and so makes its own of it. */
class OpenApiAsBuiltTest {

    @AfterEach
    void forget() {
        OpenApiConstants.classLoader = null;
    }

    @Test
    void quarkus_finds_no_document_that_it_would_write_anew_until_a_stop() {
        var asBuilt = new OpenApiAsBuilt(config(Map.of()));

        assertThat(OpenApiConstants.classLoader.getResourceAsStream("META-INF/MANIFEST.MF")).isNull();

        asBuilt.forget();
        assertThat(OpenApiConstants.classLoader).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.smallrye-openapi.servers", "mp.openapi.servers"})
    void where_servers_are_configured_it_finds_it(String key) {
        new OpenApiAsBuilt(config(Map.of(key, "https://winnow.example.com")));

        assertThat(OpenApiConstants.classLoader).isNull();
    }

    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(properties, "test", 100)).build();
    }
}
