package io.winnow.session;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.mutiny.Uni;
import io.winnow.http.Bounded;
import io.winnow.json.JsonInput;
import io.winnow.json.QueryInput;

/** The calls of a search application: what was searched, shown and done. */
@Path("/session")
@Bounded
@Tag(name = "Sessions")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    private final Sessions sessions;
    private final SessionEvents events;

    SessionResource(Sessions sessions, SessionEvents events) {
        this.sessions = sessions;
        this.events = events;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register a session", description = "The same id again answers with the first one, unchanged.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "NewSession")))
    @APIResponse(responseCode = "200", description = "The session that is kept", content = @Content(schema = @Schema(ref = "Session")))
    @APIResponse(responseCode = "400", ref = "InvalidTimestamp")
    public Uni<String> register(JsonInput body) {
        return sessions.register(NewSession.from(body));
    }

    @GET
    @Operation(summary = "A session with its events and where it went")
    @APIResponse(responseCode = "200", description = "The session", content = @Content(schema = @Schema(ref = "SessionWithEvents")))
    @APIResponse(responseCode = "404", ref = "SessionNotFound")
    public Uni<String> find(
            @Parameter(required = true, schema = @Schema(ref = "Id")) @RestQuery("session_id") String sessionId) {
        var query = new QueryInput();
        var id = query.id("session_id", sessionId);
        query.check();
        return sessions.find(id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/events")
    @Operation(summary = "Add events to a session", description = "They may come before their session. An event id counts"
            + " once a session: the first wins, so a call can be repeated.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "NewEvents")))
    @APIResponse(responseCode = "200", description = "How many were new", content = @Content(schema = @Schema(implementation = AddedEvents.class)))
    @APIResponse(responseCode = "400", ref = "InvalidTimestamp")
    public Uni<AddedEvents> addEvents(JsonInput body) {
        return events.add(NewEvents.from(body));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/irrelevant")
    @Operation(summary = "Mark that none of the results served the user")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "SessionId")))
    @APIResponse(responseCode = "200", description = "The session", content = @Content(schema = @Schema(ref = "Session")))
    @APIResponse(responseCode = "404", ref = "SessionNotFound")
    public Uni<String> markIrrelevant(JsonInput body) {
        var id = body.id("session_id");
        body.check();
        return sessions.markIrrelevant(id);
    }
}
