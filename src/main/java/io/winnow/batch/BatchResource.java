package io.winnow.batch;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.mutiny.Uni;
import io.winnow.http.Bounded;
import io.winnow.json.QueryInput;

/** The batches themselves. */
@Path("/")
@Bounded
@Tag(name = "Batches")
@Produces(MediaType.APPLICATION_JSON)
public class BatchResource {
    private final Batches batches;

    BatchResource(Batches batches) {
        this.batches = batches;
    }

    @GET
    @Path("batch")
    @Operation(summary = "A batch", description = "`pending` tells how many acknowledged improvement events are still to"
            + " be appended to the collecting batch.")
    @APIResponse(responseCode = "200", description = "The batch", content = @Content(schema = @Schema(implementation = BatchView.class)))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public Uni<BatchView> find(
            @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, minLength = 1)) @RestQuery("batch_id") String batchId) {
        var query = new QueryInput();
        var id = query.text("batch_id", batchId);
        query.check();
        return batches.find(id);
    }

    @GET
    @Path("batches")
    @Operation(summary = "The batches, newest first", description = "Pass `next` as `after` for the next page.")
    @APIResponse(responseCode = "200", description = "A page of batches", content = @Content(schema = @Schema(implementation = BatchList.class)))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public Uni<BatchList> list(
            @Parameter(schema = @Schema(implementation = BatchStatus.class)) @RestQuery("status") String status,
            @Parameter(schema = @Schema(type = SchemaType.STRING)) @RestQuery("after") String after,
            @Parameter(schema = @Schema(ref = "Limit20")) @RestQuery("limit") String limit) {
        var query = new QueryInput();
        var only = query.choice("status", status, null, BatchStatus.class);
        var before = after == null ? null : query.text("after", after);
        var most = query.integer("limit", limit, 20, 1, 1_000);
        query.check();
        return batches.list(only, before, (int) most);
    }
}
