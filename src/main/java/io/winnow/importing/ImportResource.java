package io.winnow.importing;

import java.time.Clock;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import com.fasterxml.jackson.databind.util.RawValue;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import io.winnow.http.Streamed;
import io.winnow.json.QueryInput;
import io.winnow.problem.ProblemException;

/** Takes in a log. Without the time limit that calls have otherwise: it lasts as long as the log. */
@Path("/session/import")
@Tag(name = "Sessions")
public class ImportResource {
    private final KeepLines keep;
    private final Clock clock;

    ImportResource(KeepLines keep, Clock clock) {
        this.keep = keep;
        this.clock = clock;
    }

    /** Takes no body, so that nobody but us reads it. */
    @POST
    @Consumes({Streamed.LINES, "application/ndjson", "application/jsonl"})
    @Produces(Streamed.LINES)
    @Operation(summary = "Import a log of sessions", description = "A session with its events a line, of any age and in any"
            + " number. The answer comes while the body is sent: a line for each that was not accepted, the counts at the"
            + " end. A log that is sent again changes nothing. Read the answer while you send.")
    @RequestBody(required = true, content = @Content(mediaType = Streamed.LINES, schema = @Schema(ref = "LoggedSession")))
    @APIResponse(responseCode = "200", description = "What became of it, a JSON object a line", content = @Content(mediaType = Streamed.LINES, schema = @Schema(ref = "ImportLine")))
    public Multi<RawValue> take(@Context HttpServerRequest request,
            @Parameter(description = "Schedule each session that qualifies.", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false")) @RestQuery String schedule,
            @Parameter(description = "Tell of the progress about once a second.", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false")) @RestQuery String progress) {
        var query = new QueryInput();
        var options = new ImportCall.Options(query.flag("schedule", schedule), query.flag("progress", progress));
        query.check();
        var encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw ProblemException.unsupported("The body must not be encoded: send it without Content-Encoding.");
        }
        return new ImportCall(new IncomingBody(request), keep, clock, options).answer()
                // A text would be put into quotes.
                .map(RawValue::new);
    }
}
