package io.winnow.improvement;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.mutiny.Uni;
import io.winnow.http.Bounded;
import io.winnow.http.Streamed;
import io.winnow.json.JsonInput;
import io.winnow.telemetry.Traces;

/** Schedules many sessions in one call. */
@Path("/sessions/use-for-improvement")
@Bounded
@Tag(name = "Improvement")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Streamed.LINES})
public class ImprovementsResource {
    static final int MOST_SESSIONS = 1_000;

    private final ScheduleImprovement improvement;
    private final ScheduleMatching matching;
    private final Traces traces;

    ImprovementsResource(ScheduleImprovement improvement, ScheduleMatching matching, Traces traces) {
        this.improvement = improvement;
        this.matching = matching;
        this.traces = traces;
    }

    @POST
    @Operation(summary = "Use many sessions to improve the model", description = """
            With `session_ids`: as for one session, up to 1,000 of them, with a verdict for each in the order of the ids;
            `not_found` for an id that nobody registered. With a `criterion`: all sessions that match it and are in no batch
            yet, however many. Their counts come as lines while the work goes on, about one a second; the last line has
            either no `progress` and no `error`, then all is done, or an `error`. A connection that ends without such a line
            was broken off, and a client that hangs up ends the work. After an error or a 503 some may be scheduled: repeat
            the call, it does no harm to them.""")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "ManySessions")))
    @APIResponse(responseCode = "200", description = "What became of each, or how many came to what", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Verdicts.class)),
            @Content(mediaType = Streamed.LINES, schema = @Schema(ref = "ScheduledLine"))})
    public Uni<Response> use(JsonInput body) {
        return body.either("session_ids", "criterion") ? useThese(body) : useMatching(body);
    }

    private Uni<Response> useThese(JsonInput body) {
        var ids = body.ids("session_ids", MOST_SESSIONS);
        body.check();
        return improvement.scheduleAll(ids, traces.here())
                .map(verdicts -> Response.ok(new Verdicts(verdicts), MediaType.APPLICATION_JSON).build());
    }

    private Uni<Response> useMatching(JsonInput body) {
        var criterion = body.optionalObject("criterion", Criterion::from);
        body.check();
        return matching.schedule(criterion).map(lines -> Response.ok(Streamed.lines(lines), Streamed.LINES).build());
    }
}
