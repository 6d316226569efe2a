package io.winnow.http;

import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Adds to every call of the OpenAPI document the errors that every call can answer with. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CommonErrors implements OASFilter {
    private static final Map<String, String> OF_EVERY_CALL = Map.of(
            "406", "NotAcceptable", "422", "InvalidInput", "503", "Unavailable");
    private static final Map<String, String> OF_A_BODY = Map.of(
            "413", "TooLarge", "415", "UnsupportedMediaType");

    @Override
    public PathItem filterPathItem(PathItem path) {
        path.getOperations().values().stream().filter(CommonErrors::takesInput).forEach(operation -> {
            OF_EVERY_CALL.forEach((status, name) -> add(operation, status, name));
            if (operation.getRequestBody() != null) {
                OF_A_BODY.forEach((status, name) -> add(operation, status, name));
            }
        });
        return path;
    }

    /** A document is simply there. */
    private static boolean takesInput(Operation operation) {
        return operation.getRequestBody() != null || operation.getParameters() != null;
    }

    private static void add(Operation operation, String status, String name) {
        operation.getResponses().addAPIResponse(status,
                OASFactory.createAPIResponse().ref("#/components/responses/" + name));
    }
}
