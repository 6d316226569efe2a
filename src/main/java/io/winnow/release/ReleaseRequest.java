package io.winnow.release;

import io.winnow.json.JsonInput;

/**
 * What a caller asks for.
 *
 * @param releaseId the caller's own id of the release
 * @param minSessions a batch of fewer sessions is not closed
 * @param note who releases and why, or {@code null}
 * @param isDryRun whether nothing is to be closed, only told
 */
public record ReleaseRequest(String releaseId, long minSessions, String note, boolean isDryRun) {
    static final int LONGEST_NOTE = 1_000;

    /**
     * Reads a request.
     *
     * @throws io.winnow.problem.ProblemException 422 naming all that is wrong
     */
    static ReleaseRequest from(JsonInput input) {
        var minSessions = input.optionalInteger("min_sessions");
        if (minSessions != null && minSessions < 0) {
            input.wrong("min_sessions", "must not be negative");
        }
        var request = new ReleaseRequest(input.id("release_id"), minSessions == null ? 0 : minSessions,
                input.optionalText("note", LONGEST_NOTE), input.flag("dry_run"));
        input.check();
        return request;
    }
}
