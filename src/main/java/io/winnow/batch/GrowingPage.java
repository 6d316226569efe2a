package io.winnow.batch;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.quote;

import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.winnow.http.Streamed;

/**
 * A page that is put together while its rows come, and on its way to the client as soon as there is a piece of it. Its last
 * number stands at its end, where it is known: so a page can end with any session.
 * <p>
 * Rows come on the thread of their connection, the end may come on another.
 */
final class GrowingPage {
    /** Unless a single session is larger. Far below what is humongous to G1. */
    private static final int PIECE = 128 * 1024;
    /** Behind the last piece. A completed processor may drop what it has not yet handed on (Mutiny 3.1). */
    private static final Buffer END = Buffer.buffer();

    private final String batchId;
    private final UniEmitter<? super Streamed> answer;
    private Buffer piece = Buffer.buffer();
    /** Up to where the piece has whole sessions. */
    private int whole;
    private UnicastProcessor<Buffer> rest;
    private Integer lastNumber;
    private boolean hasEnded;

    /** Of a batch, to be answered here. */
    GrowingPage(String batchId, UniEmitter<? super Streamed> answer) {
        this.batchId = batchId;
        this.answer = answer.onTermination(this::forget);
    }

    /** The status of the batch, where no row of a session tells it. */
    synchronized void begin(String status) {
        piece.appendString("{" + member("batch_id", quote(batchId)) + "," + member("status", quote(status))
                + ",\"sessions\":[");
        whole = piece.length();
    }

    /** A row of {@link SnapshotLine}, with the batch's status. */
    synchronized void add(Row row) {
        if (hasEnded) {
            return;
        }
        if (lastNumber == null) {
            begin(row.getString("status"));
        } else {
            makeRoom(1 + SnapshotLine.most(row));
            piece.appendByte((byte) ',');
        }
        SnapshotLine.append(piece, row);
        whole = piece.length();
        lastNumber = row.getInteger("session_number");
    }

    /** Whether no session has come, and somebody waits for the page. */
    synchronized boolean isEmpty() {
        return lastNumber == null && !hasEnded;
    }

    /** All has been read. */
    synchronized void end() {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        // Not even its head: no row of it, and no batch.
        if (rest == null && piece.length() == 0) {
            answer.fail(Batches.notFound(batchId));
            return;
        }
        var last = piece.appendString("]," + member("last_number", lastNumber) + "}");
        if (rest == null) {
            answer.complete(Streamed.whole(last));
        } else {
            rest.onNext(last);
            rest.onNext(END);
        }
    }

    /** No more can be read: what is on its way ends here, otherwise the call fails. Returns whether something is on its way. */
    synchronized boolean breakOff(Throwable failure) {
        if (rest != null) {
            piece = piece.getBuffer(0, whole);
            end();
            return true;
        }
        hasEnded = true;
        answer.fail(failure);
        return false;
    }

    /** Of the last session so far; {@code null} where there is none that anybody sees. */
    synchronized Integer lastNumber() {
        return lastNumber;
    }

    private void makeRoom(int most) {
        if (piece.length() + most > PIECE) {
            send();
            piece = Buffer.buffer(Math.max(PIECE, most));
            whole = 0;
        }
    }

    private void send() {
        if (rest == null) {
            rest = UnicastProcessor.create();
            answer.complete(new Streamed(piece, rest.select().first(part -> part != END)));
        } else {
            rest.onNext(piece);
        }
    }

    /** Nobody waits for the answer any more; unless this is because it has been given. */
    private synchronized void forget() {
        if (rest == null && !hasEnded) {
            hasEnded = true;
            lastNumber = null;
        }
    }
}
