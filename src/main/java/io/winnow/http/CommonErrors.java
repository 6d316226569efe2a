package io.winnow.http;

import java.util.Map;

import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Adds to every call of the OpenAPI document the errors that every call can answer with. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CommonErrors implements OASFilter {
    private static final Map<String, String> OF_EVERY_CALL = Map.of(
            "406", "NotAcceptable", "422", "InvalidInput");
    private static final Map<String, String> OF_THE_SERVICE = Map.of(
            "503", "Unavailable");
    private static final Map<String, String> OF_A_BODY = Map.of(
            "415", "UnsupportedMediaType");
    private static final Map<String, String> OF_A_BODY_AS_A_WHOLE = Map.of(
            "413", "TooLarge");

    @Override
    public PathItem filterPathItem(PathItem path) {
        path.getOperations().values().forEach(operation -> {
            add(operation, OF_EVERY_CALL);
            if (!isDocument(operation)) {
                add(operation, OF_THE_SERVICE);
            }
            if (operation.getRequestBody() != null) {
                add(operation, OF_A_BODY);
                if (operation.getRequestBody().getContent().hasMediaType(MediaType.APPLICATION_JSON)) {
                    add(operation, OF_A_BODY_AS_A_WHOLE);
                }
            }
        });
        return path;
    }

    /** A document is simply there: it takes no input and asks nobody. */
    private static boolean isDocument(Operation operation) {
        return operation.getRequestBody() == null && operation.getParameters() == null;
    }

    private static void add(Operation operation, Map<String, String> responses) {
        responses.forEach((status, name) -> operation.getResponses().addAPIResponse(status,
                OASFactory.createAPIResponse().ref("#/components/responses/" + name)));
    }
}
