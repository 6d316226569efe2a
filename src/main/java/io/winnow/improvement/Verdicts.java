package io.winnow.improvement;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answers to a call that schedules many sessions, in the order in which it named them. */
// Within a Response, which a native build does not look into.
@RegisterForReflection
public record Verdicts(@Schema(required = true) List<Verdict> verdicts) {}
