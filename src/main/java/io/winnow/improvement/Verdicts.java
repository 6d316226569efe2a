package io.winnow.improvement;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answers to a call that schedules many sessions, in the order in which it named them. */
public record Verdicts(@Schema(required = true) List<Verdict> verdicts) {}
