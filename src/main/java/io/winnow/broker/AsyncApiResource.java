package io.winnow.broker;

import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Serves the AsyncAPI document of our messages, with the topics named as they are on this broker. */
@Path("/asyncapi")
@Tag(name = "Documents")
public class AsyncApiResource {
    private static final String DOCUMENT = "META-INF/asyncapi.json";

    private final JsonNode document;

    AsyncApiResource(ObjectMapper mapper, TopicsConfig config) throws IOException {
        document = read(mapper);
        for (var topic : Topic.values()) {
            ((ObjectNode) document.at("/channels/" + topic.plainName())).put("address", topic.name(config));
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The AsyncAPI 3 document of the Kafka messages")
    public JsonNode document() {
        return document;
    }

    private static JsonNode read(ObjectMapper mapper) throws IOException {
        try (InputStream resource = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            return mapper.readTree(resource);
        }
    }
}
