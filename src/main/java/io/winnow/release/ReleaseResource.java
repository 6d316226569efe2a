package io.winnow.release;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.mutiny.Uni;
import io.winnow.json.JsonInput;

/** Releases. */
@Path("/batch/release")
@Tag(name = "Batches")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ReleaseResource {
    private final ReleaseBatch releases;

    ReleaseResource(ReleaseBatch releases) {
        this.releases = releases;
    }

    @POST
    @Operation(summary = "Release the collecting batch", description = "Waits until everything that was acknowledged"
            + " before is in the batch, closes it and announces it on Kafka. The same `release_id` again gives the same"
            + " answer and no second message, whatever else is asked for. With `min_sessions` a smaller batch is not closed;"
            + " `note` is kept and announced; with `dry_run` all is as it would be, and nothing is closed.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "ReleaseRequest")))
    @APIResponse(responseCode = "200", description = "The released batch", content = @Content(schema = @Schema(implementation = Release.class)))
    @APIResponse(responseCode = "404", ref = "NoCollectingBatch")
    @APIResponse(responseCode = "409", ref = "BatchTooSmall")
    public Uni<Release> release(JsonInput body) {
        return releases.release(ReleaseRequest.from(body));
    }
}
