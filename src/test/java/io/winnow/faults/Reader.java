package io.winnow.faults;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.testing.DocumentSchemas;

/** An ML engineer's loader: walks batches page by page, while they grow and after, and compares bytes. */
final class Reader implements Runnable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Scene scene;
    private final Random random;
    private final BooleanSupplier goesOn;

    Reader(Scene scene, Random random, BooleanSupplier goesOn) {
        this.scene = scene;
        this.random = random;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            assertOneCollects();
            var batches = insist("/batches?limit=" + (1 + random.nextInt(8))).json().get("batches");
            if (!batches.isEmpty()) {
                walk(batches.get(random.nextInt(batches.size())).get("batch_id").asLong());
            }
            Calls.pause(100 + random.nextInt(300));
        }
    }

    private void assertOneCollects() {
        var collecting = insist("/batches?status=collecting").json().get("batches");
        if (collecting.size() > 1) {
            scene.findings().broken(Invariant.ONE_BATCH_A_RELEASE, "Two batches collect: %s", collecting);
        }
    }

    /** Reads a batch from its start until a page is empty; returns its snapshots. */
    List<JsonNode> walk(long batch) {
        var seenBefore = scene.ledger().highestRead(batch);
        var limit = 1 + random.nextInt(300);
        var snapshots = new ArrayList<JsonNode>();
        for (var isEnd = false; !isEnd;) {
            var page = insist("/batch/sessions?batch_id=%d&after_number=%d&limit=%d&events_limit=10000"
                    .formatted(batch, snapshots.size(), limit));
            var texts = sessions(page.body());
            texts.forEach(text -> take(batch, text, snapshots));
            isEnd = texts.isEmpty();
        }
        if (snapshots.size() < seenBefore) {
            scene.findings().broken(Invariant.SNAPSHOTS_NEVER_CHANGE, "batch %d ended at %d, %d had been read",
                    batch, snapshots.size(), seenBefore);
        }
        scene.findings().count("page walks");
        scene.findings().count("snapshots read", snapshots.size());
        return snapshots;
    }

    private void take(long batch, byte[] text, List<JsonNode> before) {
        var snapshot = DocumentSchemas.json(text);
        var number = snapshot.get("session_number").intValue();
        if (number != before.size() + 1) {
            scene.findings().broken(Invariant.NUMBERS_ARE_DENSE, "batch %d: %d came after %d", batch, number,
                    before.size());
        }
        if (!scene.ledger().isReadAsBefore(batch, number, digest(text))) {
            scene.findings().broken(Invariant.SNAPSHOTS_NEVER_CHANGE, "batch %d number %d is another than before: %s",
                    batch, number, snapshot);
        }
        before.add(snapshot);
    }

    /** The elements of a page's {@code sessions}, byte for byte. */
    private static List<byte[]> sessions(byte[] page) {
        var found = new ArrayList<byte[]>();
        try (var parser = JSON.createParser(page)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("sessions")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        var from = (int) parser.currentTokenLocation().getByteOffset();
                        parser.skipChildren();
                        found.add(Arrays.copyOfRange(page, from, (int) parser.currentLocation().getByteOffset()));
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(new String(page), e);
        }
    }

    private static String digest(byte[] text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Calls.Answer insist(String path) {
        return scene.calls().insist(() -> scene.stack().any(random), path, Calls.get());
    }
}
