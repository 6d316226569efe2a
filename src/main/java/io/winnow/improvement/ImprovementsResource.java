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

/** Schedules many sessions in one call. */
@Path("/sessions/use-for-improvement")
@Bounded
@Tag(name = "Improvement")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ImprovementsResource {
    static final int MOST_SESSIONS = 1_000;

    private final ScheduleImprovement improvement;

    ImprovementsResource(ScheduleImprovement improvement) {
        this.improvement = improvement;
    }

    @POST
    @Operation(summary = "Use many sessions to improve the model", description = "As for one session, up to 1,000 of them,"
            + " with a verdict for each in the order of the ids; `not_found` for an id that nobody registered. After a 503"
            + " some may be scheduled: repeat the call, it does no harm to them.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "SessionIds")))
    @APIResponse(responseCode = "200", description = "What became of each", content = @Content(schema = @Schema(implementation = Verdicts.class)))
    public Uni<Verdicts> use(JsonInput body) {
        var ids = body.ids("session_ids", MOST_SESSIONS);
        body.check();
        return improvement.scheduleAll(ids).map(Verdicts::new);
    }
}
