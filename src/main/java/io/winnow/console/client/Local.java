package io.winnow.console.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Work on files of this machine, whose failures must not be taken for the network's and tried again. */
final class Local {
    private Local() {}

    /** What may fail as files do. */
    interface Work {
        void run() throws IOException;
    }

    static void work(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static CommandFailed failed(IOException e) {
        return new CommandFailed(CommandFailed.REFUSED, words(e));
    }

    private static String words(IOException e) {
        if (e instanceof FileSystemException failure) {
            var reason = e instanceof NoSuchFileException
                    ? "no such file or directory"
                    : e instanceof AccessDeniedException ? "permission denied" : failure.getReason();
            return failure.getFile() + ": " + reason;
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
