package io.winnow.session;

import jakarta.ws.rs.Path;

/** The same calls where clients of Embedding Studio look for them. */
@Path("/api/v1/clickstream/session")
public class ClickstreamSessionResource extends SessionResource {
    ClickstreamSessionResource(Sessions sessions, SessionEvents events) {
        super(sessions, events);
    }
}
