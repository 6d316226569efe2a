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
import io.winnow.http.Bounded;
import io.winnow.json.JsonInput;

/** Announcements that are wanted once more. */
@Path("/batch/announce")
@Bounded
@Tag(name = "Batches")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AnnouncementResource {
    private final AnnounceAgain announcements;

    AnnouncementResource(AnnounceAgain announcements) {
        this.announcements = announcements;
    }

    @POST
    @Operation(summary = "Announce a released batch again", description = "Sends the announcement once more, the same"
            + " message with the same id and time, for consumers that lost it. `announced_at` of the batch is `null`"
            + " until Kafka has it.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "BatchId")))
    @APIResponse(responseCode = "200", description = "The release that is announced", content = @Content(schema = @Schema(implementation = Release.class)))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    @APIResponse(responseCode = "409", ref = "StillCollecting")
    public Uni<Release> announce(JsonInput body) {
        var id = body.id("batch_id");
        body.check();
        return announcements.announce(id);
    }
}
