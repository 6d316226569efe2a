package io.winnow.console;

import picocli.CommandLine.Command;

/** The room for what can be done about dead letters. */
@Command(name = "dead-letters", sortOptions = false, synopsisSubcommandLabel = "COMMAND", description = "Records of the improvement topic that could not be read or appended, each with its reason.")
final class DeadLetters {}
