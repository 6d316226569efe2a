package io.winnow.console.client;

import io.winnow.console.Utf8;

/** A command could not do what was asked. The message is a line for a person, the status is for scripts. */
public final class CommandFailed extends RuntimeException {
    /** The status when the service or the data said no. */
    static final int REFUSED = 1;
    /** When the command line can't be meant like that. */
    static final int USAGE = 2;
    /** When the service can't be reached, failed, or broke off. */
    static final int UNREACHABLE = 3;

    private final int status;

    CommandFailed(int status, String message) {
        // What a server says may break the line, or speak to the terminal.
        super(Utf8.inLine(message), null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
