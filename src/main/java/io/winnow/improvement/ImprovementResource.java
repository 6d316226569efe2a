package io.winnow.improvement;

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

/** Schedules sessions. */
@Path("/session/use-for-improvement")
@Bounded
@Tag(name = "Improvement")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ImprovementResource {
    private final ScheduleImprovement improvement;

    ImprovementResource(ScheduleImprovement improvement) {
        this.improvement = improvement;
    }

    @POST
    @Operation(summary = "Use a session to improve the model", description = "Verifies the session and schedules it for"
            + " the batch that is being collected. The answer `scheduled` means that Kafka has the event.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "SessionId")))
    @APIResponse(responseCode = "200", description = "What became of it", content = @Content(schema = @Schema(implementation = Verdict.class)))
    @APIResponse(responseCode = "404", ref = "SessionNotFound")
    public Uni<Verdict> use(JsonInput body) {
        var id = body.id("session_id");
        body.check();
        return improvement.schedule(id);
    }
}
