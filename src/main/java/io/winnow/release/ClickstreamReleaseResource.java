package io.winnow.release;

import jakarta.ws.rs.Path;

/** The same call where clients of Embedding Studio look for it. */
@Path("/api/v1/clickstream/internal/batch/release")
public class ClickstreamReleaseResource extends ReleaseResource {
    ClickstreamReleaseResource(ReleaseBatch releases) {
        super(releases);
    }
}
