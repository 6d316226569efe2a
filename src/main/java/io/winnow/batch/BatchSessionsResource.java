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
import io.winnow.http.Streamed;
import io.winnow.json.QueryInput;

/** A batch's sessions, page by page. */
@Path("/batch/sessions")
@Bounded
@Tag(name = "Batches")
@Produces(MediaType.APPLICATION_JSON)
public class BatchSessionsResource {
    private final SessionPages pages;

    BatchSessionsResource(SessionPages pages) {
        this.pages = pages;
    }

    @GET
    @Operation(summary = "A page of a batch", description = "Pass `last_number` as the next `after_number`; only an empty"
            + " page is the end. A page may be shorter than `limit`: to stay under 16 MiB, or where it"
            + " could not be read further. While the batch is collecting a reader that goes on misses nothing and sees"
            + " nothing twice.")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(schema = @Schema(ref = "SessionPage")))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public Uni<Streamed> page(
            @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, minLength = 1)) @RestQuery("batch_id") String batchId,
            @Parameter(schema = @Schema(ref = "AfterNumber")) @RestQuery("after_number") String afterNumber,
            @Parameter(schema = @Schema(ref = "Limit10")) @RestQuery("limit") String limit,
            @Parameter(schema = @Schema(ref = "EventsLimit")) @RestQuery("events_limit") String eventsLimit) {
        var query = new QueryInput();
        var id = query.text("batch_id", batchId);
        var after = query.integer("after_number", afterNumber, 0, 0, Long.MAX_VALUE);
        var most = query.integer("limit", limit, 10, 1, 1_000);
        var mostEvents = query.integer("events_limit", eventsLimit, 100, 0, 10_000);
        query.check();
        return pages.page(id, after, (int) most, (int) mostEvents);
    }
}
