package io.winnow.console.client;

/** A batch as one names it: by its id, or as {@code latest}, the one that was released last. */
final class BatchName {
    private BatchName() {}

    static String resolve(Service service, String name) {
        if (!name.equals("latest")) {
            return name;
        }
        var released = service.get("/batches", Query.NONE.with("status", "released").with("limit", 1)).path("batches");
        if (released.isEmpty()) {
            throw new CommandFailed(CommandFailed.REFUSED, "No batch has been released yet");
        }
        return released.get(0).path("batch_id").asText();
    }
}
